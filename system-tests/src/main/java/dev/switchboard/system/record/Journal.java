package dev.switchboard.system.record;

import dev.switchboard.system.world.CustomerPhone;
import dev.switchboard.system.world.OwnershipCall;
import dev.switchboard.system.world.SubmittedMessage;
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
 * Record of what the harness did and observed, by the harness's clock. Safe for use by several
 * threads.
 */
public final class Journal {
    private final Map<String, Message> messages = new LinkedHashMap<>();
    private final Map<String, String> markersById = new LinkedHashMap<>();
    private final List<Takeover> takeovers = new ArrayList<>();
    private final List<Handback> handbacks = new ArrayList<>();
    private final Map<CustomerPhone, Set<String>> operatorTexts = new HashMap<>();

    /** Promise of the product for a message. */
    public enum Promise {
        /** The first webhook was answered 2xx. */
        PROMISED,
        /** A later webhook was answered 2xx. */
        PROMISED_LATER,
        /** No response, or one that leaves open whether the message was kept. */
        UNCLEAR,
        REFUSED
    }

    /**
     * A customer's message.
     *
     * @param burst the number of the customer's burst
     * @param correction whether it was written while the burst was being answered
     * @param at the time at which the customer began to send it
     * @param webhookEndedAt the time at which the first attempt at its webhook had ended
     */
    public record Message(
            CustomerPhone customer,
            String marker,
            int burst,
            boolean correction,
            Instant at,
            Instant webhookEndedAt,
            Promise promise) {

        /** Returns true if the product accepted the message. */
        public boolean promised() {
            return promise == Promise.PROMISED || promise == Promise.PROMISED_LATER;
        }

        /** Maximum time between the arrivals of this message and a later one. */
        public Duration maxGapTo(Message later) {
            return Duration.between(at, later.webhookEndedAt);
        }

        Message promisedLater() {
            return new Message(
                    customer,
                    marker,
                    burst,
                    correction,
                    at,
                    webhookEndedAt,
                    Promise.PROMISED_LATER);
        }
    }

    public record Takeover(CustomerPhone customer, OwnershipCall call) {}

    public record Handback(CustomerPhone customer, OwnershipCall call) {}

    /** Records a message of a burst and the result of the webhook's first attempt. */
    public Message recordMessage(
            CustomerPhone customer,
            String marker,
            int burst,
            boolean correction,
            Instant at,
            Instant webhookEndedAt,
            SubmittedMessage written) {
        var promise =
                written.promised()
                        ? Promise.PROMISED
                        : written.unclear() ? Promise.UNCLEAR : Promise.REFUSED;
        var message = new Message(customer, marker, burst, correction, at, webhookEndedAt, promise);
        synchronized (this) {
            messages.put(marker, message);
            if (!written.promised()) {
                markersById.put(written.id(), marker);
            }
        }
        return message;
    }

    /** Records that the provider delivered a message at a later attempt; false if that is known. */
    public synchronized boolean markDeliveredLater(String providerId) {
        var marker = markersById.remove(providerId);
        if (marker == null) {
            return false;
        }
        messages.computeIfPresent(marker, (_, message) -> message.promisedLater());
        return true;
    }

    public synchronized void recordTakeover(CustomerPhone customer, OwnershipCall call) {
        takeovers.add(new Takeover(customer, call));
    }

    public synchronized void recordHandback(CustomerPhone customer, OwnershipCall call) {
        handbacks.add(new Handback(customer, call));
    }

    /** Records a text that an operator is about to send. */
    public synchronized void recordOperatorMessage(CustomerPhone customer, String text) {
        operatorTexts.computeIfAbsent(customer, _ -> new HashSet<>()).add(text);
    }

    /** Returns true if an operator wrote this to the customer. */
    public synchronized boolean isFromOperator(CustomerPhone customer, String text) {
        return operatorTexts.getOrDefault(customer, Set.of()).contains(text);
    }

    /** Messages in the order in which their webhooks were answered. */
    public synchronized List<Message> messages() {
        return List.copyOf(messages.values());
    }

    public synchronized int size() {
        return messages.size();
    }

    /** Number of messages of which nobody knows whether the product accepted them. */
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
