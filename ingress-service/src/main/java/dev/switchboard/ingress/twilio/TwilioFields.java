package dev.switchboard.ingress.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.ingress.webhook.MalformedWebhookException;
import dev.switchboard.model.wire.Json;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The named values of a Twilio webhook, in the order they came; a name may come several times. */
final class TwilioFields {
    /**
     * The most pairs of name and value. Twilio sends about thirty; more than this are neither
     * decoded nor sorted for a signature that nobody has shown to be right.
     */
    static final int MAX_PAIRS = 1_000;

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private int pairs;

    private TwilioFields() {}

    /**
     * @throws MalformedWebhookException when it is not URL-encoded or has too many pairs, also
     *     empty ones; nothing behind the last one that is taken is looked at
     */
    static TwilioFields ofForm(String body) {
        var fields = new TwilioFields();
        var from = 0;
        while (from < body.length()) {
            var end = body.indexOf('&', from);
            var to = end < 0 ? body.length() : end;
            fields.count();
            fields.addPair(body.substring(from, to));
            from = to + 1;
        }
        return fields;
    }

    private void addPair(String pair) {
        if (pair.isEmpty()) {
            return;
        }
        var equals = pair.indexOf('=');
        var name = decoded(equals < 0 ? pair : pair.substring(0, equals), "a field's name");
        add(name, equals < 0 ? "" : decoded(pair.substring(equals + 1), name));
    }

    private static String decoded(String encoded, String what) {
        try {
            return URLDecoder.decode(encoded, UTF_8);
        } catch (IllegalArgumentException e) {
            throw new MalformedWebhookException(what + " is not URL-encoded");
        }
    }

    /**
     * @throws MalformedWebhookException when it is no JSON object
     */
    static TwilioFields ofJson(String body) {
        var fields = new TwilioFields();
        for (var property : object(body).properties()) {
            var value = property.getValue();
            fields.count();
            fields.add(property.getKey(), value.isValueNode() ? value.asText() : value.toString());
        }
        return fields;
    }

    private static JsonNode object(String body) {
        try {
            var root = Json.mapper().readTree(body);
            if (root == null || !root.isObject()) {
                throw new MalformedWebhookException("the body is no JSON object");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new MalformedWebhookException("the body is no JSON: " + e.getOriginalMessage());
        }
    }

    private void count() {
        if (pairs == MAX_PAIRS) {
            throw new MalformedWebhookException("more than " + MAX_PAIRS + " fields");
        }
        pairs++;
    }

    private void add(String name, String value) {
        values.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name)).map(List::getFirst);
    }

    /** The value, where there is one and it is more than white space. */
    Optional<String> said(String name) {
        return get(name).filter(value -> !value.isBlank());
    }

    /**
     * @throws MalformedWebhookException naming the field, when it is missing or blank
     */
    String required(String name) {
        return said(name).orElseThrow(() -> new MalformedWebhookException(name + " is missing"));
    }

    /**
     * What a signature covers, for a validator that knows names once only: Twilio signs a repeated
     * name as name and value for each distinct value in order, which is one value with the name in
     * between.
     */
    Map<String, String> signed() {
        Map<String, String> signed = HashMap.newHashMap(values.size());
        values.forEach((name, all) ->
                signed.put(
                        name,
                        all.size() == 1 ? all.getFirst() : String.join(name, new TreeSet<>(all))));
        return signed;
    }

    /** All of it as JSON; a repeated name has a list. */
    String raw() {
        var root = Json.mapper().createObjectNode();
        values.forEach((name, all) -> {
            if (all.size() == 1) {
                root.put(name, all.getFirst());
            } else {
                all.forEach(root.withArrayProperty(name)::add);
            }
        });
        return root.toString();
    }
}
