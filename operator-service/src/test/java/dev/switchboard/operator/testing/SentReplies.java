package dev.switchboard.operator.testing;

import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.event.ReplyDecided.Author;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.part.PartContent;
import dev.switchboard.transcript.part.PartFailure;
import dev.switchboard.transcript.part.PartStore;
import dev.switchboard.transcript.reply.ReplyStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Stands in for outbound: replies in parts, and the parts' states. */
@ApplicationScoped
public class SentReplies {
    private final OperatorScene scene;
    private final MessageStore messages;
    private final ReplyStore replies;
    private final PartStore parts;

    SentReplies(OperatorScene scene, MessageStore messages, ReplyStore replies, PartStore parts) {
        this.scene = scene;
        this.messages = messages;
        this.replies = replies;
        this.parts = parts;
    }

    /** An operator's message to a new customer, in parts that wait to be sent. */
    public ReplyDecided ofOperator(String... texts) {
        return of(Author.OPERATOR, texts);
    }

    /** The same of the AI, decided before any takeover. */
    public ReplyDecided ofAi(String... texts) {
        return of(Author.AI, texts);
    }

    private ReplyDecided of(Author author, String... texts) {
        var reply =
                new ReplyDecided(
                        new ReplyId(UUID.randomUUID()),
                        scene.conversation(),
                        author,
                        author == Author.OPERATOR ? Optional.of("api") : Optional.empty(),
                        String.join(" ", texts),
                        List.of(),
                        0,
                        List.of(),
                        Optional.empty(),
                        Instant.now());
        messages.recordReply(reply);
        replies.storeUnclaimed(reply);
        parts.plan(reply, Stream.of(texts).map(PartContent::text).toList(), Instant.now());
        return reply;
    }

    public void unknown(ReplyDecided reply, int number) {
        var part = new PartId(reply.id(), number);
        parts.beginSending(part, Instant.now());
        parts.unknown(part, new PartFailure("outcome-unknown", "Nobody knows"), Instant.now());
    }

    public void failed(ReplyDecided reply, int number, PartFailure failure) {
        parts.failed(new PartId(reply.id(), number), failure, Instant.now());
    }

    public void suppressed(ReplyDecided reply, int number) {
        parts.suppressFrom(new PartId(reply.id(), number), 1, Instant.now());
    }

    /** Records evidence that the provider has the part. */
    public void proven(ReplyDecided reply, int number) {
        parts.accepted(new PartId(reply.id(), number), "SM-" + reply.id() + number, Instant.now());
    }
}
