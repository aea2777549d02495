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

/** Reads the media of an operator's message: nothing, one URL or a list of them. */
final class MediaUrls {
    /** Twilio's documentation of the Messages resource: up to ten media items a message. */
    private static final int MAX_ITEMS = 10;

    private MediaUrls() {}

    static List<String> read(Optional<JsonNode> media) {
        var urls = media.stream().flatMap(MediaUrls::items).map(MediaUrls::url).toList();
        if (urls.size() > MAX_ITEMS) {
            throw RefusedRequest.invalid("media", "media has more than " + MAX_ITEMS + " items");
        }
        return urls;
    }

    private static Stream<JsonNode> items(JsonNode media) {
        return switch (media.getNodeType()) {
            case NULL, MISSING -> Stream.empty();
            case STRING -> media.textValue().isBlank() ? Stream.empty() : Stream.of(media);
            case ARRAY -> StreamSupport.stream(media.spliterator(), false);
            case BINARY, BOOLEAN, NUMBER, OBJECT, POJO -> throw invalid();
        };
    }

    private static String url(JsonNode item) {
        if (!item.isTextual()) {
            throw invalid();
        }
        var url = item.textValue().strip();
        if (url.length() > TextLimits.URL || !isWebAddress(url)) {
            throw invalid();
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

    private static RefusedRequest invalid() {
        return RefusedRequest.invalid(
                "media", "media must be an http or https URL, or a list of them");
    }
}
