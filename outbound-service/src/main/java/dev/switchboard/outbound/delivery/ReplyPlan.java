package dev.switchboard.outbound.delivery;

import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.outbound.provider.MediaType;
import dev.switchboard.outbound.split.Splitter;
import dev.switchboard.transcript.part.PartContent;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides a reply into what its parts say: the text first, then each medium by itself; a short text
 * becomes the first medium's caption where it can carry one.
 */
final class ReplyPlan {
    private ReplyPlan() {}

    /**
     * @param longestText the most characters a text may have on the reply's channel
     */
    static List<PartContent> of(ReplyDecided reply, int longestText) {
        var media = reply.mediaUrls();
        if (!media.isEmpty() && fitsCaption(reply.text(), media.getFirst())) {
            return withCaption(reply.text().strip(), media);
        }
        var parts = new ArrayList<PartContent>();
        new Splitter(longestText)
                .split(reply.text())
                .forEach(text -> parts.add(PartContent.text(text)));
        media.forEach(url -> parts.add(new PartContent("", List.of(url))));
        return List.copyOf(parts);
    }

    private static boolean fitsCaption(String text, String url) {
        return MediaType.ofUrl(url).carriesCaption()
                && text.strip().length() <= MediaType.LONGEST_CAPTION;
    }

    private static List<PartContent> withCaption(String caption, List<String> media) {
        var parts = new ArrayList<PartContent>();
        parts.add(new PartContent(caption, media.subList(0, 1)));
        media.stream().skip(1).forEach(url -> parts.add(new PartContent("", List.of(url))));
        return List.copyOf(parts);
    }
}
