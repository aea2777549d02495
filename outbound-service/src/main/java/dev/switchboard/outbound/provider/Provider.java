package dev.switchboard.outbound.provider;

import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.ConversationKey;
import java.time.Instant;

/** A way to a customer's WhatsApp: the boundary to Twilio and to Meta. */
public interface Provider {

    Channel channel();

    /** The most characters one text may have, in UTF-16 units and in code points alike. */
    int longestText();

    /**
     * Sends one part, once: nothing is repeated in here. No byte of the request's body is written
     * without the permit, also when this process or its machine was stopped and woken in between.
     *
     * <p>Interrupted after the body was handed to the network, it answers {@link
     * SendResult.Unknown} and leaves the thread's interrupt flag set.
     *
     * @throws InterruptedException only where nothing was sent
     */
    SendResult send(OutgoingPart part, Permit permit) throws InterruptedException;

    /**
     * Looks for traces of a send whose outcome is unknown.
     *
     * @param since when the attempt started
     */
    Evidence evidenceOf(OutgoingPart part, Instant since) throws InterruptedException;

    /**
     * Shows "typing…" to the customer and marks the message read; best effort, never throws for the
     * provider's sake.
     *
     * @param inboundMessageId the provider's id of a recent message from the customer
     */
    void showTyping(ConversationKey conversation, String inboundMessageId)
            throws InterruptedException;

    /** How to treat an error code, of an answer or of a later status. */
    FailureClass classOf(String errorCode);
}
