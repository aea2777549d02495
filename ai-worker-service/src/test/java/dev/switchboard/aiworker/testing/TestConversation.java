package dev.switchboard.aiworker.testing;

import dev.switchboard.common.content.Content;
import dev.switchboard.common.content.MessageContext;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.OptOut;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.identity.TurnId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A customer of a test, with a conversation of their own. */
public final class TestConversation {
    /** Begins anywhere: a service that is started again in the same JVM has the same Redis. */
    private static final AtomicLong NUMBERS =
            new AtomicLong(4_915_110_000_000L + ThreadLocalRandom.current().nextLong(80_000_000L));

    private final ConversationKey conversation;

    private TestConversation(ConversationKey conversation) {
        this.conversation = conversation;
    }

    /** A customer without a conversation so far. */
    public static TestConversation ofNewCustomer() {
        return ofNewCustomerOf("+14155238886");
    }

    /** A customer of this business number without a conversation so far. */
    public static TestConversation ofNewCustomerOf(String business) {
        return new TestConversation(
                new ConversationKey(
                        Channel.TWILIO,
                        new BusinessNumber(business, business),
                        new CustomerAddress("+" + NUMBERS.incrementAndGet())));
    }

    public ConversationKey conversation() {
        return conversation;
    }

    public TurnReady saying(String... texts) {
        return of(Arrays.stream(texts).<Content>map(Content.Text::new).toList());
    }

    public TurnReady sending(Content... contents) {
        return of(List.of(contents));
    }

    /** The turns' messages as one turn, as the buffer makes when it merges them anew. */
    public TurnReady merging(TurnReady turn, TurnReady... further) {
        return turnOf(
                Stream.concat(Stream.of(turn), Arrays.stream(further))
                        .flatMap(each -> each.messages().stream())
                        .toList());
    }

    /** The turn without its first message, which makes it another turn. */
    public TurnReady withoutFirst(TurnReady turn) {
        return turnOf(turn.messages().subList(1, turn.messages().size()));
    }

    /** A text with references. */
    public TurnReady referring(
            String text, Optional<String> quotes, Optional<MessageContext> context) {
        var plain = message(new Content.Text(text), Instant.now());
        return turnOf(
                List.of(
                        new MessageReceived(
                                plain.id(),
                                plain.conversation(),
                                plain.providerMessageId(),
                                plain.content(),
                                plain.customerName(),
                                quotes,
                                plain.providerTime(),
                                plain.receivedAt(),
                                plain.raw(),
                                false,
                                context)));
    }

    /** Texts of which the first is a word about opting out. */
    public TurnReady optingOut(OptOut word, String... texts) {
        var messages = new ArrayList<>(saying(texts).messages());
        var first = messages.getFirst();
        messages.set(
                0,
                new MessageReceived(
                        first.id(),
                        first.conversation(),
                        first.providerMessageId(),
                        first.content(),
                        first.customerName(),
                        first.quotes(),
                        first.providerTime(),
                        first.receivedAt(),
                        first.raw(),
                        false,
                        first.context(),
                        Optional.of(word)));
        return turnOf(messages);
    }

    /** A text that was written this long ago and is received only now. */
    public TurnReady withAge(Duration age, String text) {
        return withAge(age, new Content.Text(text));
    }

    /** A content that was written this long ago and is received only now. */
    public TurnReady withAge(Duration age, Content content) {
        return turnOf(List.of(message(content, Instant.now().minus(age))));
    }

    /** A text with this time of the provider. */
    public TurnReady writtenAt(Instant time, String text) {
        return turnOf(List.of(message(new Content.Text(text), time)));
    }

    private TurnReady of(List<Content> contents) {
        return turnOf(contents.stream().map(content -> message(content, Instant.now())).toList());
    }

    private TurnReady turnOf(List<MessageReceived> messages) {
        return new TurnReady(
                TurnId.startingWith(messages.getFirst().id()),
                conversation,
                messages,
                TurnReady.Closing.QUIET,
                Instant.now());
    }

    private MessageReceived message(Content content, Instant at) {
        var providerId = "SM" + UUID.randomUUID().toString().replace("-", "");
        return new MessageReceived(
                MessageId.ofProvider(conversation.channel(), providerId),
                conversation,
                providerId,
                content,
                Optional.of("Ada"),
                Optional.empty(),
                at,
                Instant.now(),
                "{}");
    }
}
