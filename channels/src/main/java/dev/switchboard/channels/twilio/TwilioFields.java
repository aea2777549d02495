package dev.switchboard.channels.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.channels.webhook.MalformedWebhookException;
import dev.switchboard.common.wire.Json;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Fields of a Twilio webhook in their order; a name may occur several times. */
final class TwilioFields {
    /**
     * Maximum number of pairs of name and value. Twilio sends about thirty; more than this are not
     * decoded and sorted for a signature that is not verified yet.
     */
    static final int MAX_PAIRS = 1_000;

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private int pairCount;

    private TwilioFields() {}

    /**
     * @throws MalformedWebhookException when it is not URL-encoded or has too many pairs, also
     *     empty ones; nothing after the last allowed one is read
     */
    static TwilioFields ofForm(String body) {
        var fields = new TwilioFields();
        var from = 0;
        while (from < body.length()) {
            var end = body.indexOf('&', from);
            var to = end < 0 ? body.length() : end;
            fields.countPair();
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

    private static String decoded(String encoded, String description) {
        try {
            return URLDecoder.decode(encoded, UTF_8);
        } catch (IllegalArgumentException e) {
            throw new MalformedWebhookException(description + " is not URL-encoded");
        }
    }

    /**
     * @throws MalformedWebhookException when it is not a JSON object
     */
    static TwilioFields ofJson(String body) {
        var fields = new TwilioFields();
        for (var property : object(body).properties()) {
            var value = property.getValue();
            fields.countPair();
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

    private void countPair() {
        if (pairCount == MAX_PAIRS) {
            throw new MalformedWebhookException("more than " + MAX_PAIRS + " fields");
        }
        pairCount++;
    }

    private void add(String name, String value) {
        values.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name)).map(List::getFirst);
    }

    /** Value of the field; empty if missing or blank. */
    Optional<String> nonBlank(String name) {
        return get(name).filter(value -> !value.isBlank());
    }

    /**
     * @throws MalformedWebhookException naming the field, when it is missing or blank
     */
    String required(String name) {
        return nonBlank(name)
                .orElseThrow(() -> new MalformedWebhookException(name + " is missing"));
    }

    /**
     * Signed fields, for a validator with one value per name: Twilio signs a repeated name as name
     * and value for each distinct value in order, which equals one value with the name in between.
     */
    Map<String, String> signedFields() {
        Map<String, String> signed = HashMap.newHashMap(values.size());
        values.forEach((name, all) ->
                signed.put(
                        name,
                        all.size() == 1 ? all.getFirst() : String.join(name, new TreeSet<>(all))));
        return signed;
    }

    /** All fields as JSON; a repeated name has an array. */
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
