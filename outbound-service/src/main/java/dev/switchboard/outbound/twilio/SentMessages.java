package dev.switchboard.outbound.twilio;

import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageReader;
import dev.switchboard.outbound.provider.Evidence;
import dev.switchboard.outbound.provider.OutgoingPart;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;

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

    private SentMessages() {}

    static Evidence like(OutgoingPart part, Instant since, TwilioRestClient client) {
        var page =
                new MessageReader()
                        .setTo(OutgoingMessage.customer(part))
                        .setFrom(OutgoingMessage.business(part))
                        .setPageSize(PAGE)
                        .firstPage(client);
        return new Evidence.Candidates(
                page.getRecords().stream()
                        .filter(message -> isAlike(message, part, since.minus(SKEW)))
                        .map(Message::getSid)
                        .toList());
    }

    private static boolean isAlike(Message message, OutgoingPart part, Instant earliest) {
        ZonedDateTime created = message.getDateCreated();
        var body = message.getBody() == null ? "" : message.getBody();
        return body.strip().equals(part.text().strip())
                && (created == null || !created.toInstant().isBefore(earliest));
    }
}
