package dev.switchboard.system.guarantee;

import dev.switchboard.model.identity.Channel;
import dev.switchboard.system.record.Evidence;
import dev.switchboard.system.record.Journal;
import dev.switchboard.system.record.Send;
import dev.switchboard.system.world.ClockDifference;
import dev.switchboard.system.world.CustomerLine;
import dev.switchboard.system.world.Handover;
import dev.switchboard.system.world.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Evidence made by hand: what is done happens one second after the other. */
final class Outside {
    static final CustomerLine ANA = new CustomerLine("c0001", "+15550000001", Channel.TWILIO);
    static final CustomerLine BEN = new CustomerLine("c0002", "+15550000002", Channel.META);

    private final Journal journal = new Journal();
    private final List<Send> sends = new ArrayList<>();
    private final Set<String> listed = new HashSet<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    /** The customer's messages are taken at once, a second apart. */
    Outside writes(CustomerLine customer, String... markers) {
        for (var marker : markers) {
            writes(customer, marker, 200);
        }
        return this;
    }

    Outside writes(CustomerLine customer, String marker, int webhook) {
        return writes(customer, marker, webhook, false);
    }

    Outside corrects(CustomerLine customer, String marker) {
        return writes(customer, marker, 200, true);
    }

    private Outside writes(CustomerLine customer, String marker, int webhook, boolean correction) {
        var at = tick();
        var burst = Integer.parseInt(marker.split("\\.", -1)[1]);
        var written = new Written("id-" + marker, List.of(webhook));
        journal.wrote(customer, marker, burst, correction, at, at.plusMillis(10), written);
        return this;
    }

    Outside waits(long seconds) {
        now = now.plusSeconds(seconds);
        return this;
    }

    Outside deliveredLater(String marker) {
        journal.deliveredLater("id-" + marker);
        return this;
    }

    /** A send that took effect. */
    Outside sent(CustomerLine customer, String body) {
        return sent(customer, body, "accepted");
    }

    Outside sent(CustomerLine customer, String body, String outcome) {
        var at = tick();
        sends.add(
                new Send(
                        sends.size() + 1L,
                        customer.channel().wireName(),
                        customer.phone(),
                        body,
                        at,
                        at.plusMillis(50),
                        outcome,
                        "sid-" + sends.size(),
                        null));
        return this;
    }

    Outside listed(String marker) {
        listed.add(marker);
        return this;
    }

    Outside takenOver(CustomerLine customer) {
        return takenOver(customer, 200);
    }

    Outside takenOver(CustomerLine customer, int status) {
        journal.tookOver(customer, new Handover(tick(), tick(), status));
        return this;
    }

    Outside handedBack(CustomerLine customer) {
        journal.handedBack(customer, new Handover(tick(), tick(), 200));
        return this;
    }

    Outside operatorWrites(CustomerLine customer, String text) {
        journal.operatorWrites(customer, text);
        return this;
    }

    private Instant tick() {
        now = now.plusSeconds(1);
        return now;
    }

    Evidence evidence() {
        return evidence(ClockDifference.none());
    }

    Evidence evidence(ClockDifference clocks) {
        return new Evidence(sends, journal, listed, clocks);
    }
}
