package dev.switchboard.operator.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.operator.api.RefusedRequest;
import dev.switchboard.operator.api.TextLimits;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Content of an operator's message.
 *
 * @param quotes our id or the provider's of the quoted message
 */
record Draft(String text, List<String> mediaUrls, Optional<String> quotes) {
    /** Twilio's documentation of the Messages resource: up to ten media items a message. */
    private static final int MAX_MEDIA = 10;

    static Draft of(OperatorMessageRequest request) {
        return new Draft(
                Optional.ofNullable(request.message()).map(String::strip).orElse(""),
                Optional.ofNullable(request.media()).stream()
                        .flatMap(Draft::mediaItems)
                        .map(Draft::mediaUrl)
                        .toList(),
                Optional.ofNullable(request.messageId())
                        .map(String::strip)
                        .filter(id -> !id.isEmpty()));
    }

    Draft {
        mediaUrls = List.copyOf(mediaUrls);
        if (text.isEmpty() && mediaUrls.isEmpty()) {
            throw RefusedRequest.invalid("message", "message is missing, and there is no media");
        }
        if (mediaUrls.size() > MAX_MEDIA) {
            throw RefusedRequest.invalid("media", "media has more than " + MAX_MEDIA + " items");
        }
    }

    /** Media is nothing, one URL or a list of them. */
    private static Stream<JsonNode> mediaItems(JsonNode media) {
        return switch (media.getNodeType()) {
            case NULL, MISSING -> Stream.empty();
            case STRING -> media.textValue().isBlank() ? Stream.empty() : Stream.of(media);
            case ARRAY -> StreamSupport.stream(media.spliterator(), false);
            case BINARY, BOOLEAN, NUMBER, OBJECT, POJO -> throw invalidMedia();
        };
    }

    private static String mediaUrl(JsonNode item) {
        var url = item.isTextual() ? item.textValue().strip() : "";
        if (url.length() > TextLimits.URL || !isWebAddress(url)) {
            throw invalidMedia();
        }
        return url;
    }

    private static boolean isWebAddress(String url) {
        try {
            var address = new URI(url);
            return address.getHost() != null
                    && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static RefusedRequest invalidMedia() {
        return RefusedRequest.invalid(
                "media", "media must be an http or https URL, or a list of them");
    }
}
