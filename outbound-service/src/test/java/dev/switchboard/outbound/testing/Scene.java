package dev.switchboard.outbound.testing;

import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.event.ReplyDecided.Author;
import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.CustomerAddress;
import dev.switchboard.model.identity.ReplyId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A customer of one's own for each test, and replies to that customer. */
public record Scene(ConversationKey conversation) {
    private static final AtomicInteger SOMEBODY = new AtomicInteger(10_000_000);

    private static final String TWILIO_NUMBER = "+14155238886";

    public static Scene onTwilio() {
        return new Scene(
                new ConversationKey(
                        Channel.TWILIO,
                        new BusinessNumber(TWILIO_NUMBER, TWILIO_NUMBER),
                        somebody()));
    }

    /** A number that is not the account's: Twilio refuses whatever it sends. */
    public static Scene onForeignNumber() {
        var foreign = "+14155550199";
        return new Scene(
                new ConversationKey(
                        Channel.TWILIO, new BusinessNumber(foreign, foreign), somebody()));
    }

    public static Scene onMeta() {
        return new Scene(
                new ConversationKey(
                        Channel.META,
                        new BusinessNumber("100000000000001", "+15559990000"),
                        somebody()));
    }

    private static CustomerAddress somebody() {
        return new CustomerAddress("+49151" + SOMEBODY.incrementAndGet());
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

    /** A text that takes this many parts at 200 characters each. */
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
