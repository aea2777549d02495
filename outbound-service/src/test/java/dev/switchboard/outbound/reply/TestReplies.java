package dev.switchboard.outbound.reply;

import dev.switchboard.outbound.testing.TestSender;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Consumer group of the test channel's replies. */
@Singleton
public class TestReplies {
    private final ReplyConsumer replies;

    TestReplies(ReplyConsumer replies) {
        this.replies = replies;
    }

    @Incoming("replies-test")
    CompletionStage<Void> consume(Message<byte[]> record) {
        return replies.consume(TestSender.CHANNEL, record);
    }
}
