package dev.switchboard.outbound.delivery;

import dev.switchboard.channels.send.MediaType;
import dev.switchboard.channels.send.MessageSenders;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.outbound.split.Splitter;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.part.Part;
import dev.switchboard.transcript.part.PartContent;
import dev.switchboard.transcript.part.PartStore;
import dev.switchboard.transcript.part.PlannedParts;
import dev.switchboard.transcript.reply.ReplyStore;
import dev.switchboard.transcript.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides a reply into parts: the text first, then each media item by itself; a short text becomes
 * the first item's caption if that supports one.
 */
@ApplicationScoped
public class ReplyPlan {
    private final Database database;
    private final PartStore parts;
    private final MessageStore messages;
    private final ReplyStore replies;
    private final MessageSenders senders;
    private final InstantSource clock;

    ReplyPlan(
            Database database,
            PartStore parts,
            MessageStore messages,
            ReplyStore replies,
            MessageSenders senders,
            InstantSource clock) {
        this.database = database;
        this.parts = parts;
        this.messages = messages;
        this.replies = replies;
        this.senders = senders;
        this.clock = clock;
    }

    /** Stores the reply and its parts, and returns these as they are now; idempotent. */
    List<Part> store(ReplyDecided reply) {
        return store(reply, false).parts();
    }

    /** Same as {@link #store}; if the parts are new, the send of the first one begins. */
    PlannedParts storeAndBegin(ReplyDecided reply) {
        return store(reply, true);
    }

    private PlannedParts store(ReplyDecided reply, boolean begins) {
        var maxTextLength = senders.on(reply.conversation().channel()).maxTextLength();
        var contents = of(reply, maxTextLength);
        if (!reply.isFenced()) {
            return database.inNewTransaction(() -> {
                messages.recordReply(reply);
                replies.storeUnclaimed(reply);
                return parts.plan(reply, contents, begins, clock.instant());
            });
        }
        // Reply and message were stored with the claim of the turns that it answers.
        var planned = parts.plan(reply, contents, begins, clock.instant());
        if (!planned.recorded()) {
            messages.recordReply(reply);
        }
        return planned;
    }

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
