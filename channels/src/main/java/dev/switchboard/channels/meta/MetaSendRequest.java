package dev.switchboard.channels.meta;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.switchboard.channels.send.MediaType;
import dev.switchboard.channels.send.OutgoingPart;
import java.util.Optional;

/**
 * Body of a send, by the documentation of Meta's WhatsApp Cloud API.
 *
 * @param to a phone number's digits
 * @param recipient a business-scoped user id, for a customer whose number is hidden
 * @param bizOpaqueCallbackData our own id of the part, which comes back in its statuses
 */
@JsonNaming(SnakeCaseStrategy.class)
record MetaSendRequest(
        String messagingProduct,
        String recipientType,
        Optional<String> to,
        Optional<String> recipient,
        String type,
        Optional<Text> text,
        Optional<Link> image,
        Optional<Link> video,
        Optional<Link> audio,
        Optional<Link> document,
        Optional<Context> context,
        String bizOpaqueCallbackData) {

    @JsonNaming(SnakeCaseStrategy.class)
    record Text(String body, boolean previewUrl) {}

    /** Media item that Meta fetches itself. */
    record Link(String link, Optional<String> caption, Optional<String> filename) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Context(String messageId) {}

    static MetaSendRequest of(OutgoingPart part) {
        var customer = part.conversation().address();
        var kind = part.mediaUrls().stream().findFirst().map(MediaType::ofUrl);
        return new MetaSendRequest(
                "whatsapp",
                "individual",
                customer.isPhone() ? Optional.of(customer.value().substring(1)) : Optional.empty(),
                customer.isPhone() ? Optional.empty() : Optional.of(customer.value()),
                kind.map(MediaType::wireName).orElse("text"),
                kind.isPresent() ? Optional.empty() : Optional.of(new Text(part.text(), false)),
                link(part, MediaType.IMAGE),
                link(part, MediaType.VIDEO),
                link(part, MediaType.AUDIO),
                link(part, MediaType.DOCUMENT),
                part.quotes().map(Context::new),
                part.id().toString());
    }

    private static Optional<Link> link(OutgoingPart part, MediaType type) {
        var caption =
                part.text().isBlank() || !type.carriesCaption()
                        ? Optional.<String>empty()
                        : Optional.of(part.text());
        return part.mediaUrls().stream()
                .findFirst()
                .filter(url -> MediaType.ofUrl(url) == type)
                .map(url -> new Link(url, caption, filename(url, type)));
    }

    private static Optional<String> filename(String url, MediaType type) {
        return type == MediaType.DOCUMENT
                ? Optional.of(MediaType.fileName(url)).filter(name -> !name.isBlank())
                : Optional.empty();
    }
}
