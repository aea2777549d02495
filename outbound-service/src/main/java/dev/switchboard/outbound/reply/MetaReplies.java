package dev.switchboard.outbound.reply;

import dev.switchboard.common.identity.Channel;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Consumer group of Meta's replies. */
@ApplicationScoped
public class MetaReplies {
    private final ReplyConsumer replies;

    MetaReplies(ReplyConsumer replies) {
        this.replies = replies;
    }

    @Incoming("replies-meta")
    CompletionStage<Void> consume(Message<byte[]> record) {
        return replies.consume(Channel.META, record);
    }

    @Produces
    @Identifier("replies-meta")
    @ApplicationScoped
    KafkaConsumerRebalanceListener rebalance() {
        return replies.rebalance(Channel.META);
    }
}
