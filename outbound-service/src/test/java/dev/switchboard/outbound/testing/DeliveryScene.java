package dev.switchboard.outbound.testing;

import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.event.ReplyDecided.Author;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.identity.ReplyId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Conversation with a customer of the test's own, and replies in it. */
public record DeliveryScene(ConversationKey conversation) {
    private static final AtomicInteger NEXT_CUSTOMER = new AtomicInteger(10_000_000);

    private static final String TWILIO_NUMBER = "+14155238886";

    public static DeliveryScene onTwilio() {
        return new DeliveryScene(
                new ConversationKey(
                        Channel.TWILIO,
                        new BusinessNumber(TWILIO_NUMBER, TWILIO_NUMBER),
                        newCustomer()));
    }

    /** Conversation of a number that is not the account's: Twilio refuses all of its sends. */
    public static DeliveryScene onForeignNumber() {
        var foreign = "+14155550199";
        return new DeliveryScene(
                new ConversationKey(
                        Channel.TWILIO, new BusinessNumber(foreign, foreign), newCustomer()));
    }

    public static DeliveryScene onMeta() {
        return new DeliveryScene(
                new ConversationKey(
                        Channel.META,
                        new BusinessNumber("100000000000001", "+15559990000"),
                        newCustomer()));
    }

    private static CustomerAddress newCustomer() {
        return new CustomerAddress("+49151" + NEXT_CUSTOMER.incrementAndGet());
    }

    public CustomerAddress customer() {
        return conversation.customer();
    }

    public ReplyDecided fromAi(String text) {
        return reply(Author.AI, text);
    }

    public ReplyDecided fromOperator(String text) {
        return reply(Author.OPERATOR, text);
    }

    private ReplyDecided reply(Author author, String text) {
        return new ReplyDecided(
                new ReplyId(UUID.randomUUID()),
                conversation,
                author,
                Optional.empty(),
                text,
                List.of(),
                0,
                List.of(),
                Optional.empty(),
                Instant.now());
    }

    /** Text of this many parts at 200 characters each. */
    public static String textOf(int parts) {
        var text = new StringBuilder();
        for (var part = 1; part <= parts; part++) {
            text.append("Paragraph ")
                    .append(part)
                    .append(": ")
                    .append("word ".repeat(30))
                    .append(part);
            text.append("\n\n");
        }
        return text.toString().strip();
    }
}
