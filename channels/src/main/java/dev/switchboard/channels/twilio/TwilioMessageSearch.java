package dev.switchboard.channels.twilio;

import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageReader;
import dev.switchboard.channels.send.OutgoingPart;
import dev.switchboard.channels.send.SendEvidence;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Finds a part in Twilio's message list. It filters by numbers only: Twilio's date filters are on
 * {@code date_sent}, which a message still queued does not have.
 */
final class TwilioMessageSearch {
    /** Maximum of a page, by Twilio's API description. */
    private static final long PAGE_SIZE = 1000;

    /**
     * The longest that Twilio's clock may be behind ours. Rather too long: an older message with
     * this text is known as another part, while one that is overlooked is sent twice.
     */
    private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(10);

    /** Twilio's clock and ours differ by less, unless one of them is wrong. */
    private static final Duration TYPICAL_CLOCK_SKEW = Duration.ofMinutes(1);

    /** A request has ended long before that, and its message is created. */
    private static final Duration MAX_SEND_DURATION = Duration.ofMinutes(2);

    private TwilioMessageSearch() {}

    /** {@link SendEvidence.Inconclusive} if the page does not reach back to {@code since}. */
    static SendEvidence find(OutgoingPart part, Instant since, TwilioRestClient client) {
        var page =
                new MessageReader()
                        .setTo(OutgoingMessage.customer(part))
                        .setFrom(OutgoingMessage.business(part))
                        .setPageSize(PAGE_SIZE)
                        .firstPage(client);
        var earliest = since.minus(MAX_CLOCK_SKEW);
        if (page.hasNextPage() && !reachesBack(page.getRecords(), earliest)) {
            return new SendEvidence.Inconclusive();
        }
        return new SendEvidence.Candidates(
                page.getRecords().stream()
                        .filter(message -> matches(message, part, earliest))
                        .map(message ->
                                new SendEvidence.Candidate(
                                        message.getSid(), isSurelyOurs(message, part, since)))
                        .toList());
    }

    /**
     * Returns whether a request such as ours created it while ours was in flight. A message that
     * answers a webhook, or was sent by hand or by another system, may have the same text.
     */
    private static boolean isSurelyOurs(Message message, OutgoingPart part, Instant since) {
        var byRequest =
                message.getDirection() == null
                        || message.getDirection() == Message.Direction.OUTBOUND_API;
        var sameMedia =
                message.getNumMedia() == null
                        || message.getNumMedia().equals(String.valueOf(part.mediaUrls().size()));
        return byRequest
                && sameMedia
                && created(message)
                        .filter(at -> !at.isBefore(since.minus(TYPICAL_CLOCK_SKEW)))
                        .filter(at -> !at.isAfter(since.plus(MAX_SEND_DURATION)))
                        .isPresent();
    }

    /** Returns whether the list, newest first, ends with messages too old to be the part. */
    private static boolean reachesBack(List<Message> messages, Instant earliest) {
        if (messages.isEmpty()) {
            return false;
        }
        var first = created(messages.getFirst());
        var last = created(messages.getLast());
        return last.isPresent()
                && first.map(newest -> !newest.isBefore(last.get())).orElse(true)
                && last.get().isBefore(earliest);
    }

    private static boolean matches(Message message, OutgoingPart part, Instant earliest) {
        var body = message.getBody() == null ? "" : message.getBody();
        return normalized(body).equals(normalized(part.text()))
                && created(message).map(it -> !it.isBefore(earliest)).orElse(true);
    }

    private static Optional<Instant> created(Message message) {
        return Optional.ofNullable(message.getDateCreated()).map(ZonedDateTime::toInstant);
    }

    /**
     * Collapses spaces and line ends, which may change on the way: a false match leaves the part to
     * an operator, while a message that is overlooked is sent twice.
     */
    private static String normalized(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
