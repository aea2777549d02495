package dev.switchboard.outbound.reply;

import dev.switchboard.outbound.testing.TestSender;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Consumer group of the test channel's replies. */
@ApplicationScoped
public class TestReplies {
    private final ReplyConsumer replies;

    TestReplies(ReplyConsumer replies) {
        this.replies = replies;
    }

    @Incoming("replies-test")
    CompletionStage<Void> consume(Message<byte[]> record) {
        return replies.consume(TestSender.CHANNEL, record);
    }

    @Produces
    @Identifier("replies-test")
    @ApplicationScoped
    KafkaConsumerRebalanceListener rebalance() {
        return replies.rebalance(TestSender.CHANNEL);
    }
}
