package dev.switchboard.system.guarantee;

import dev.switchboard.common.identity.Channel;
import dev.switchboard.system.record.Journal;
import dev.switchboard.system.record.RunEvidence;
import dev.switchboard.system.record.Send;
import dev.switchboard.system.world.ClockDifference;
import dev.switchboard.system.world.CustomerPhone;
import dev.switchboard.system.world.OwnershipCall;
import dev.switchboard.system.world.SubmittedMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Builder of evidence; each step happens one second after the one before. */
final class EvidenceBuilder {
    static final CustomerPhone ANA = new CustomerPhone("c0001", "+15550000001", Channel.TWILIO);
    static final CustomerPhone BEN = new CustomerPhone("c0002", "+15550000002", Channel.META);

    private final Journal journal = new Journal();
    private final List<Send> sends = new ArrayList<>();
    private final Set<String> listed = new HashSet<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    /** The customer's messages are accepted at once, a second apart. */
    EvidenceBuilder writes(CustomerPhone customer, String... markers) {
        for (var marker : markers) {
            writes(customer, marker, 200);
        }
        return this;
    }

    EvidenceBuilder writes(CustomerPhone customer, String marker, int webhook) {
        return writes(customer, marker, webhook, false);
    }

    EvidenceBuilder corrects(CustomerPhone customer, String marker) {
        return writes(customer, marker, 200, true);
    }

    private EvidenceBuilder writes(
            CustomerPhone customer, String marker, int webhook, boolean correction) {
        var at = tick();
        var burst = Integer.parseInt(marker.split("\\.", -1)[1]);
        var written = new SubmittedMessage("id-" + marker, List.of(webhook));
        journal.recordMessage(customer, marker, burst, correction, at, at.plusMillis(10), written);
        return this;
    }

    EvidenceBuilder waits(long seconds) {
        now = now.plusSeconds(seconds);
        return this;
    }

    EvidenceBuilder deliveredLater(String marker) {
        journal.markDeliveredLater("id-" + marker);
        return this;
    }

    /** A send that took effect. */
    EvidenceBuilder sent(CustomerPhone customer, String body) {
        return sent(customer, body, "accepted");
    }

    EvidenceBuilder sent(CustomerPhone customer, String body, String outcome) {
        var at = tick();
        sends.add(
                new Send(
                        sends.size() + 1L,
                        customer.channel().wireName(),
                        customer.number(),
                        body,
                        at,
                        at.plusMillis(50),
                        outcome,
                        "sid-" + sends.size(),
                        null));
        return this;
    }

    EvidenceBuilder listed(String marker) {
        listed.add(marker);
        return this;
    }

    EvidenceBuilder takenOver(CustomerPhone customer) {
        return takenOver(customer, 200);
    }

    EvidenceBuilder takenOver(CustomerPhone customer, int status) {
        journal.recordTakeover(customer, new OwnershipCall(tick(), tick(), status));
        return this;
    }

    EvidenceBuilder handedBack(CustomerPhone customer) {
        journal.recordHandback(customer, new OwnershipCall(tick(), tick(), 200));
        return this;
    }

    EvidenceBuilder operatorWrites(CustomerPhone customer, String text) {
        journal.recordOperatorMessage(customer, text);
        return this;
    }

    private Instant tick() {
        now = now.plusSeconds(1);
        return now;
    }

    RunEvidence evidence() {
        return evidence(ClockDifference.none());
    }

    RunEvidence evidence(ClockDifference clocks) {
        return new RunEvidence(sends, journal, listed, clocks);
    }
}
