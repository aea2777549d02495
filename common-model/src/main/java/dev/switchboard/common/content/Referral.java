package dev.switchboard.common.content;

import java.util.Optional;

/**
 * Advertisement or post whose "chat on WhatsApp" button the customer tapped; its text is the
 * advertiser's.
 *
 * @param sourceType {@code ad} or {@code post}
 * @param clickId Meta's id of the click ({@code ctwa_clid}), by which a sale is credited to the
 *     advertisement
 * @param mediaUrl the advertisement's picture or video
 * @param greeting the advertisement's question to the customer, shown above the chat
 */
public record Referral(
        Optional<String> headline,
        Optional<String> body,
        Optional<String> sourceType,
        Optional<String> sourceId,
        Optional<String> sourceUrl,
        Optional<String> clickId,
        Optional<String> mediaUrl,
        Optional<String> greeting) {}
