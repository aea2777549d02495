package dev.switchboard.outbound.twilio;

import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageReader;
import dev.switchboard.outbound.provider.Evidence;
import dev.switchboard.outbound.provider.OutgoingPart;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Finds a part among the messages Twilio lists. It asks by numbers only: Twilio's date filters are
 * on {@code date_sent}, which a message still queued does not have.
 */
final class SentMessages {
    /** The most a page holds, by Twilio's API description. */
    private static final long PAGE = 1000;

    /**
     * How far Twilio's clock may be behind ours. Rather too long: an older message with these words
     * is known as another part, while one that is overlooked is sent twice.
     */
    private static final Duration SKEW = Duration.ofMinutes(10);

    /** Twilio's clock and ours differ by less, but where one of them is wrong. */
    private static final Duration USUAL_SKEW = Duration.ofMinutes(1);

    /** A request is over long before that, and its message made. */
    private static final Duration LATEST = Duration.ofMinutes(2);

    private SentMessages() {}

    /** {@link Evidence.NotKept} where the page cannot hold everything since then. */
    static Evidence like(OutgoingPart part, Instant since, TwilioRestClient client) {
        var page =
                new MessageReader()
                        .setTo(OutgoingMessage.customer(part))
                        .setFrom(OutgoingMessage.business(part))
                        .setPageSize(PAGE)
                        .firstPage(client);
        var earliest = since.minus(SKEW);
        if (page.hasNextPage() && !reachesBack(page.getRecords(), earliest)) {
            return new Evidence.NotKept();
        }
        return new Evidence.Candidates(
                page.getRecords().stream()
                        .filter(message -> isAlike(message, part, earliest))
                        .map(message ->
                                new Evidence.Candidate(
                                        message.getSid(), isSurelyOurs(message, part, since)))
                        .toList());
    }

    /**
     * Made by a request such as ours, when ours was under way. What answers a webhook, or was sent
     * by hand or by another system at another time, may have the same words.
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
                        .filter(at -> !at.isBefore(since.minus(USUAL_SKEW)))
                        .filter(at -> !at.isAfter(since.plus(LATEST)))
                        .isPresent();
    }

    /** Whether the list, newest first, goes on with messages that are too old to be the part. */
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

    private static boolean isAlike(Message message, OutgoingPart part, Instant earliest) {
        var body = message.getBody() == null ? "" : message.getBody();
        return words(body).equals(words(part.text()))
                && created(message).map(it -> !it.isBefore(earliest)).orElse(true);
    }

    private static Optional<Instant> created(Message message) {
        return Optional.ofNullable(message.getDateCreated()).map(ZonedDateTime::toInstant);
    }

    /**
     * Without regard to spaces and line ends, which may change on the way: a message that is taken
     * for another leaves the part to a person, while one that is overlooked is sent twice.
     */
    private static String words(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
