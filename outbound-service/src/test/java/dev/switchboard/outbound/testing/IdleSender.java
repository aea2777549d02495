package dev.switchboard.outbound.testing;

import dev.switchboard.channels.send.FailureClass;
import dev.switchboard.channels.send.MessageSender;
import dev.switchboard.channels.send.MessageSenders;
import dev.switchboard.channels.send.OutgoingPart;
import dev.switchboard.channels.send.Permit;
import dev.switchboard.channels.send.SendEvidence;
import dev.switchboard.channels.send.SendResult;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import java.time.Instant;

/** Sender through which nothing is sent; a test overrides what it needs. */
public class IdleSender implements MessageSender {
    private final Channel channel;

    public IdleSender(Channel channel) {
        this.channel = channel;
    }

    /** Such senders of all channels. */
    public static MessageSenders all() {
        return new MessageSenders(
                Channel.all().stream().<MessageSender>map(IdleSender::new).toList());
    }

    @Override
    public Channel channel() {
        return channel;
    }

    @Override
    public int maxTextLength() {
        throw new UnsupportedOperationException();
    }

    @Override
    public SendResult send(OutgoingPart part, Permit permit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SendEvidence findEvidence(OutgoingPart part, Instant since) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void showTyping(ConversationKey conversation, String inboundMessageId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FailureClass classOf(String errorCode) {
        throw new UnsupportedOperationException();
    }
}
