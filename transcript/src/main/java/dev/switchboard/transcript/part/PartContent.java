package dev.switchboard.transcript.part;

import java.util.List;

/**
 * What one part says.
 *
 * @param text may be blank where there is media
 */
public record PartContent(String text, List<String> mediaUrls) {

    public PartContent {
        mediaUrls = List.copyOf(mediaUrls);
    }

    public static PartContent text(String text) {
        return new PartContent(text, List.of());
    }
}
