package dev.switchboard.transcript.part;

import java.util.List;

/**
 * Content of a part.
 *
 * @param text may be blank if there is media
 */
public record PartContent(String text, List<String> mediaUrls) {

    public PartContent {
        mediaUrls = List.copyOf(mediaUrls);
    }

    public static PartContent text(String text) {
        return new PartContent(text, List.of());
    }
}
