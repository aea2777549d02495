package dev.switchboard.simulator.phone;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Messages that the phones show. Keeps the newest 100,000 of all phones (and at most 50 million
 * characters); every number is on WhatsApp.
 */
public final class Phones {
    private static final int MAX_MESSAGES = 100_000;
    private static final long MAX_CHARACTERS = 50_000_000;
    private static final List<String> RANK =
            List.of("sending", "sent", "delivered", "read", "failed");

    private final LinkedHashMap<String, PhoneMessage> byId = new LinkedHashMap<>();
    private final Map<SimulatedNumber, List<PhoneMessage>> byPhone = new HashMap<>();
    private final Map<String, SimulatedNumber> byUserId = new HashMap<>();
    private final LiveFeed live;
    private long characters;

    public Phones(LiveFeed live) {
        this.live = live;
    }

    /** Stores whose user id this is, so that a reply to it finds the phone. */
    public void rememberUserId(PhoneInput message) {
        message.userId().ifPresent(it -> byUserId.put(it, message.from()));
    }

    /** Phone at an address as providers are given it: a number, or a user id seen before. */
    public Optional<SimulatedNumber> phoneAt(String address) {
        return SimulatedNumber.read(address)
                .or(() ->
                        Optional.ofNullable(byUserId.get(address.replaceFirst("^whatsapp:", ""))));
    }

    public void add(PhoneMessage message) {
        byId.put(message.id(), message);
        byPhone.computeIfAbsent(message.phone(), _ -> new ArrayList<>()).add(message);
        characters += message.weight();
        while (byId.size() > MAX_MESSAGES || characters > MAX_CHARACTERS) {
            forget(byId.firstEntry().getValue());
        }
        publish("message", message, message.toJson());
    }

    /** Advances a message's status; a lower one changes nothing. */
    public void status(String id, String status) {
        var message = byId.get(id);
        if (message != null && RANK.indexOf(status) > RANK.indexOf(message.status())) {
            message.status(status);
            publish("status", message, new JsonObject().put("id", id).put("status", status));
        }
    }

    /**
     * Marks a customer's message, and all before it in the conversation, as read by the business.
     */
    public void readByBusiness(PhoneMessage read) {
        for (PhoneMessage each : byPhone.getOrDefault(read.phone(), List.of())) {
            if (each.direction() == Direction.OUT
                    && each.channel() == read.channel()
                    && each.business().equals(read.business())) {
                status(each.id(), "read");
            }
            if (each == read) {
                return;
            }
        }
    }

    /** Shows that the business is typing an answer to this message. */
    public void typing(PhoneMessage about) {
        publish("typing", about, new JsonObject().put("channel", about.channel().wireName()));
    }

    public Optional<PhoneMessage> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The messages of one phone, oldest first. */
    public JsonArray shownOn(SimulatedNumber phone) {
        var shown = new JsonArray();
        byPhone.getOrDefault(phone, List.of()).forEach(it -> shown.add(it.toJson()));
        return shown;
    }

    /** The numbers that have messages. */
    public JsonArray numbers() {
        return new JsonArray(
                byPhone.keySet().stream().map(SimulatedNumber::text).sorted().toList());
    }

    public void clear() {
        byId.clear();
        byPhone.clear();
        byUserId.clear();
        characters = 0;
        live.publish("reset", new JsonObject());
    }

    private void forget(PhoneMessage oldest) {
        byId.remove(oldest.id());
        characters -= oldest.weight();
        var left = byPhone.getOrDefault(oldest.phone(), new ArrayList<>());
        left.remove(oldest);
        if (left.isEmpty()) {
            byPhone.remove(oldest.phone());
        }
    }

    private void publish(String event, PhoneMessage about, JsonObject detail) {
        live.publish(event, detail.put("phone", about.phone().text()));
    }
}
