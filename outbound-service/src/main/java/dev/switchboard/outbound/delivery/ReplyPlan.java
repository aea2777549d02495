package dev.switchboard.outbound.delivery;

import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.outbound.provider.MediaType;
import dev.switchboard.outbound.split.Splitter;
import dev.switchboard.transcript.part.PartContent;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides a reply into the contents of its parts: the text first, then each media item by itself; a
 * short text becomes the first item's caption if that supports one.
 */
final class ReplyPlan {
    private ReplyPlan() {}

    /**
     * @param maxTextLength in characters, on the reply's channel
     */
    static List<PartContent> of(ReplyDecided reply, int maxTextLength) {
        var media = reply.mediaUrls();
        if (!media.isEmpty() && fitsCaption(reply.text(), media.getFirst())) {
            return withCaption(reply.text().strip(), media);
        }
        var parts = new ArrayList<PartContent>();
        new Splitter(maxTextLength)
                .split(reply.text())
                .forEach(text -> parts.add(PartContent.text(text)));
        media.forEach(url -> parts.add(new PartContent("", List.of(url))));
        return List.copyOf(parts);
    }

    private static boolean fitsCaption(String text, String url) {
        return MediaType.ofUrl(url).carriesCaption()
                && text.strip().length() <= MediaType.MAX_CAPTION_LENGTH;
    }

    private static List<PartContent> withCaption(String caption, List<String> media) {
        var parts = new ArrayList<PartContent>();
        parts.add(new PartContent(caption, media.subList(0, 1)));
        media.stream().skip(1).forEach(url -> parts.add(new PartContent("", List.of(url))));
        return List.copyOf(parts);
    }
}
