package dev.switchboard.channels.send;

import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import java.time.Instant;

/** Client of a channel's provider. */
public interface MessageSender {

    Channel channel();

    /** Maximum length of one text, in UTF-16 units and in code points alike. */
    int maxTextLength();

    /**
     * Sends one part once, without retries. No byte of the request's body is written without a
     * valid permit, also when this process or its machine was paused and resumed in between.
     *
     * <p>Interrupted after the body was handed to the network, it returns {@link
     * SendResult.Unknown} and leaves the thread's interrupt flag set.
     *
     * @throws InterruptedException only where nothing was sent
     */
    SendResult send(OutgoingPart part, Permit permit) throws InterruptedException;

    /**
     * Looks for evidence of a send of unknown outcome.
     *
     * @param since when the attempt started
     */
    SendEvidence findEvidence(OutgoingPart part, Instant since) throws InterruptedException;

    /**
     * Shows "typing…" to the customer and marks the message read; best effort, a provider's failure
     * is not thrown.
     *
     * @param inboundMessageId the provider's id of a recent message from the customer
     */
    void showTyping(ConversationKey conversation, String inboundMessageId)
            throws InterruptedException;

    /** Maximum number of messages of one business number in a second; WhatsApp's unless raised. */
    default int maxPerSecond() {
        return 80;
    }

    /** The class of an error code, of a response or of a later status. */
    FailureClass classOf(String errorCode);
}
