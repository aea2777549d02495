package dev.switchboard.operator.testing;

import dev.switchboard.common.content.Content;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.message.MessageStore;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Stands in for the other services: customers' messages, claimed turns, sent parts. */
@ApplicationScoped
public class OperatorScene {
    private static final AtomicLong NEXT =
            new AtomicLong(10_000_000L + ThreadLocalRandom.current().nextLong(80_000_000L));

    private final ConversationStore conversations;
    private final MessageStore messages;
    private final Database database;

    OperatorScene(ConversationStore conversations, MessageStore messages, Database database) {
        this.conversations = conversations;
        this.messages = messages;
        this.database = database;
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
        conversations.recordCustomerActivity(key, "Ana Lima", now());
        return key;
    }

    /** A message of a new customer to a number at Twilio. */
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

    /** Records a customer's message; its turn is not claimed yet. */
    public MessageReceived customerWrites(ConversationKey conversation, String text) {
        var message = message(conversation, text);
        messages.recordInbound(message, TurnId.startingWith(message.id()));
        conversations.recordCustomerActivity(conversation, null, now());
        return message;
    }

    /** Records an answer typed on the paired phone. */
    public MessageReceived typed(ConversationKey conversation, String text) {
        var message = message(conversation, text);
        messages.recordTyped(message, "paired phone");
        return message;
    }

    /** Leaves the turn to an operator, as the worker does. */
    public void leaveToOperator(MessageReceived message) {
        claim(message, null);
    }

    /** Claims the turn for a reply under an epoch, as the worker does; no part is sent. */
    public ReplyId aiReplies(MessageReceived message, long epoch) {
        var reply = ReplyId.to(TurnId.startingWith(message.id()));
        SqlStatement.of(
                        "INSERT INTO reply (id, conversation_id, event) VALUES (?, ?, CAST(? AS"
                                + " jsonb))",
                        reply.value(),
                        message.conversation().id().value(),
                        "{\"epoch\":" + epoch + "}")
                .run(database);
        claim(message, reply.value());
        outbound(message.conversation(), reply, "ai", "queued");
        return reply;
    }

    /** Sends the delay notice, as the worker does while the model does not answer. */
    public void sendDelayNotice(MessageReceived message) {
        var notice = ReplyId.ofNotice(TurnId.startingWith(message.id()));
        outbound(message.conversation(), notice, "system", "delivered");
        part(message.conversation(), notice, 1, "DELIVERED");
    }

    private void claim(MessageReceived message, @Nullable UUID reply) {
        SqlStatement.of(
                        "INSERT INTO turn_answer (turn_id, reply_id) VALUES (?, ?)",
                        TurnId.startingWith(message.id()).value(),
                        reply)
                .run(database);
    }

    private void outbound(
            ConversationKey conversation, ReplyId reply, String sender, String status) {
        SqlStatement.of(
                        "INSERT INTO message (id, conversation_id, direction, sender_type, text,"
                                + " provider_time, status) VALUES (?, ?, 'outbound', ?, 'The"
                                + " answer', now(), ?)",
                        reply.value(),
                        conversation.id().value(),
                        sender,
                        status)
                .run(database);
    }

    /** Records a part of a reply in this state, as outbound does. */
    public void part(ConversationKey conversation, ReplyId reply, int number, String state) {
        SqlStatement.of(
                        "INSERT INTO message_part (reply_id, number, total, conversation_id,"
                                + " channel, text, state, provider_message_id) VALUES (?, ?, 2, ?,"
                                + " 'twilio', 'The answer', ?, ?)",
                        reply.value(),
                        number,
                        conversation.id().value(),
                        state,
                        "SM-" + reply + "-" + number)
                .run(database);
    }

    /** Now, in microseconds, as the database stores it. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
