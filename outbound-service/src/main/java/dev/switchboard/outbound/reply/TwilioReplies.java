package dev.switchboard.outbound.reply;

import dev.switchboard.common.identity.Channel;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Consumer group of Twilio's replies. */
@Singleton
public class TwilioReplies {
    private final ReplyConsumer replies;

    TwilioReplies(ReplyConsumer replies) {
        this.replies = replies;
    }

    @Incoming("replies-twilio")
    CompletionStage<Void> consume(Message<byte[]> record) {
        return replies.consume(Channel.TWILIO, record);
    }
}
