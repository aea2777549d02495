package dev.switchboard.system.record;

import dev.switchboard.system.world.CustomerLine;
import dev.switchboard.system.world.Handover;
import dev.switchboard.system.world.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the harness did and what it was told, by the harness's clock. Safe for use by several
 * threads.
 */
public final class Journal {
    private final Map<String, Message> messages = new LinkedHashMap<>();
    private final Map<String, String> markersById = new LinkedHashMap<>();
    private final List<Takeover> takeovers = new ArrayList<>();
    private final List<Handback> handbacks = new ArrayList<>();
    private final Map<CustomerLine, Set<String>> operators = new HashMap<>();

    /** What the product has said about a message. */
    public enum Promise {
        /** The first webhook was answered 2xx. */
        PROMISED,
        /** A later one was. */
        PROMISED_LATER,
        /** No answer, or one that leaves open whether the message was kept. */
        UNCLEAR,
        REFUSED
    }

    /**
     * A customer's message.
     *
     * @param burst which of the customer's bursts it is in
     * @param correction whether it was written while the burst was being answered
     * @param at when the customer began to send it
     * @param told when the first attempt at its webhook had ended
     */
    public record Message(
            CustomerLine customer,
            String marker,
            int burst,
            boolean correction,
            Instant at,
            Instant told,
            Promise promise) {

        /** Whether the product said that it has the message. */
        public boolean promised() {
            return promise == Promise.PROMISED || promise == Promise.PROMISED_LATER;
        }

        /** The longest time there can have been between the arrivals of this and a later one. */
        public Duration longestTo(Message later) {
            return Duration.between(at, later.told);
        }

        Message promisedLater() {
            return new Message(
                    customer, marker, burst, correction, at, told, Promise.PROMISED_LATER);
        }
    }

    public record Takeover(CustomerLine customer, Handover outcome) {}

    public record Handback(CustomerLine customer, Handover outcome) {}

    /** A message of a burst, and what the webhook's first attempt came to. */
    public Message wrote(
            CustomerLine customer,
            String marker,
            int burst,
            boolean correction,
            Instant at,
            Instant told,
            Written written) {
        var promise =
                written.promised()
                        ? Promise.PROMISED
                        : written.unclear() ? Promise.UNCLEAR : Promise.REFUSED;
        var message = new Message(customer, marker, burst, correction, at, told, promise);
        synchronized (this) {
            messages.put(marker, message);
            if (!written.promised()) {
                markersById.put(written.id(), marker);
            }
        }
        return message;
    }

    /** The provider has delivered a message at a later attempt; false where that is known. */
    public synchronized boolean deliveredLater(String providerId) {
        var marker = markersById.remove(providerId);
        if (marker == null) {
            return false;
        }
        messages.computeIfPresent(marker, (_, message) -> message.promisedLater());
        return true;
    }

    public synchronized void tookOver(CustomerLine customer, Handover outcome) {
        takeovers.add(new Takeover(customer, outcome));
    }

    public synchronized void handedBack(CustomerLine customer, Handover outcome) {
        handbacks.add(new Handback(customer, outcome));
    }

    /** An operator has asked for this text to be sent; call it before. */
    public synchronized void operatorWrites(CustomerLine customer, String text) {
        operators.computeIfAbsent(customer, _ -> new HashSet<>()).add(text);
    }

    /** Whether an operator wrote this to the customer. */
    public synchronized boolean isOperators(CustomerLine customer, String text) {
        return operators.getOrDefault(customer, Set.of()).contains(text);
    }

    /** In the order in which their webhooks were answered. */
    public synchronized List<Message> messages() {
        return List.copyOf(messages.values());
    }

    public synchronized int size() {
        return messages.size();
    }

    /** How many messages the product has neither taken nor refused as far as anybody was told. */
    public synchronized long unclear() {
        return messages.values().stream()
                .filter(message -> message.promise() == Promise.UNCLEAR)
                .count();
    }

    public synchronized List<Takeover> takeovers() {
        return List.copyOf(takeovers);
    }

    public synchronized List<Handback> handbacks() {
        return List.copyOf(handbacks);
    }
}
