package dev.switchboard.operator.testing;

import dev.switchboard.model.content.Content;
import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.CustomerAddress;
import dev.switchboard.model.identity.MessageId;
import dev.switchboard.model.identity.ReplyId;
import dev.switchboard.model.identity.TurnId;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.message.MessageStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Plays the other services: customers who have written, turns settled, parts sent. */
@ApplicationScoped
public class Scene {
    private static final AtomicLong NEXT =
            new AtomicLong(10_000_000L + ThreadLocalRandom.current().nextLong(80_000_000L));

    private final ConversationStore conversations;
    private final MessageStore messages;
    private final EntityManager entities;

    Scene(ConversationStore conversations, MessageStore messages, EntityManager entities) {
        this.conversations = conversations;
        this.messages = messages;
        this.entities = entities;
    }

    /** A German mobile number that no other test uses. */
    public static String newPhone() {
        return "+49151" + NEXT.incrementAndGet();
    }

    public static BusinessNumber twilioNumber(String phone) {
        return new BusinessNumber(phone, phone);
    }

    /** A new customer who has written to a number at Twilio. */
    public ConversationKey conversation() {
        return conversation(Channel.TWILIO, twilioNumber("+493012345678"), newPhone());
    }

    public ConversationKey conversation(Channel channel, BusinessNumber business, String phone) {
        var key = new ConversationKey(channel, business, new CustomerAddress(phone));
        conversations.seen(key, Optional.of("Ana Lima"), now());
        return key;
    }

    /** What a customer whom nobody knows yet writes to a number at Twilio. */
    public static MessageReceived message(String phone, String text) {
        return message(
                new ConversationKey(
                        Channel.TWILIO, twilioNumber("+14155238886"), new CustomerAddress(phone)),
                text);
    }

    private static MessageReceived message(ConversationKey conversation, String text) {
        var providerId = "SM" + NEXT.incrementAndGet();
        return new MessageReceived(
                MessageId.ofProvider(conversation.channel(), providerId),
                conversation,
                providerId,
                new Content.Text(text),
                Optional.of("Ana Lima"),
                Optional.empty(),
                now(),
                now(),
                "{}");
    }

    /** The customer writes; the turn is not settled yet. */
    public MessageReceived says(ConversationKey conversation, String text) {
        var message = message(conversation, text);
        messages.recordInbound(message, TurnId.startingWith(message.id()));
        conversations.seen(conversation, Optional.empty(), now());
        return message;
    }

    /** A person answers on the paired phone. */
    public MessageReceived typed(ConversationKey conversation, String text) {
        var message = message(conversation, text);
        messages.recordTyped(message, "paired phone");
        return message;
    }

    /** The worker found that a person has the line. */
    @Transactional
    public void nobodyAnswers(MessageReceived message) {
        settle(message, Optional.empty());
    }

    /** The worker decided on a reply under an epoch; it may never leave. */
    @Transactional
    public ReplyId isAnswered(MessageReceived message, long epoch) {
        var reply = ReplyId.to(TurnId.startingWith(message.id()));
        entities.createNativeQuery(
                        "INSERT INTO reply (id, conversation_id, event) VALUES (:id, :conversation,"
                                + " CAST(:event AS jsonb))")
                .setParameter("id", reply.value())
                .setParameter("conversation", message.conversation().id().value())
                .setParameter("event", "{\"epoch\":" + epoch + "}")
                .executeUpdate();
        settle(message, Optional.of(reply));
        outbound(message.conversation(), reply, "ai", "queued");
        return reply;
    }

    /** While the model was away the customer was told that the answer takes longer. */
    @Transactional
    public void isToldToWait(MessageReceived message) {
        var notice = ReplyId.ofNotice(TurnId.startingWith(message.id()));
        outbound(message.conversation(), notice, "system", "delivered");
        part(message.conversation(), notice, 1, "DELIVERED");
    }

    private void settle(MessageReceived message, Optional<ReplyId> reply) {
        entities.createNativeQuery(
                        "INSERT INTO turn_answer (turn_id, reply_id) VALUES (:turn, CAST(:reply AS"
                                + " uuid))")
                .setParameter("turn", TurnId.startingWith(message.id()).value())
                .setParameter("reply", reply.map(ReplyId::toString).orElse(null))
                .executeUpdate();
    }

    private void outbound(
            ConversationKey conversation, ReplyId reply, String sender, String status) {
        entities.createNativeQuery(
                        "INSERT INTO message (id, conversation_id, direction, sender_type, text,"
                                + " provider_time, status) VALUES (:id, :conversation, 'outbound',"
                                + " :sender, 'The answer', now(), :status)")
                .setParameter("id", reply.value())
                .setParameter("conversation", conversation.id().value())
                .setParameter("sender", sender)
                .setParameter("status", status)
                .executeUpdate();
    }

    /** Outbound has made a part of a reply, and it has come this far. */
    @Transactional
    public void part(ConversationKey conversation, ReplyId reply, int number, String state) {
        entities.createNativeQuery(
                        "INSERT INTO message_part (reply_id, number, total, conversation_id,"
                            + " channel, text, state, provider_message_id) VALUES (:reply, :number,"
                            + " 2, :conversation, 'twilio', 'The answer', :state, :provider)")
                .setParameter("reply", reply.value())
                .setParameter("number", number)
                .setParameter("conversation", conversation.id().value())
                .setParameter("state", state)
                .setParameter("provider", "SM-" + reply + "-" + number)
                .executeUpdate();
    }

    /** The database keeps microseconds. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
