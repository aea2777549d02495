package dev.switchboard.outbound.reply;

import dev.switchboard.common.identity.Channel;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Consumer group of Meta's replies. */
@Singleton
public class MetaReplies {
    private final ReplyConsumer replies;

    MetaReplies(ReplyConsumer replies) {
        this.replies = replies;
    }

    @Incoming("replies-meta")
    CompletionStage<Void> consume(Message<byte[]> record) {
        return replies.consume(Channel.META, record);
    }
}
