package dev.switchboard.aiworker.testing;

import dev.switchboard.model.content.Content;
import dev.switchboard.model.content.MessageContext;
import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.model.event.OptOut;
import dev.switchboard.model.event.TurnReady;
import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.CustomerAddress;
import dev.switchboard.model.identity.MessageId;
import dev.switchboard.model.identity.TurnId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A customer of a test, with a conversation of their own. */
public final class Turns {
    private static final AtomicLong NUMBERS = new AtomicLong(4_915_110_000_000L);

    private final ConversationKey conversation;

    private Turns(ConversationKey conversation) {
        this.conversation = conversation;
    }

    /** A customer nobody has seen before. */
    public static Turns ofNewCustomer() {
        return ofNewCustomerOf("+14155238886");
    }

    /** A customer nobody has seen before, of this business number. */
    public static Turns ofNewCustomerOf(String business) {
        return new Turns(
                new ConversationKey(
                        Channel.TWILIO,
                        new BusinessNumber(business, business),
                        new CustomerAddress("+" + NUMBERS.incrementAndGet())));
    }

    public ConversationKey conversation() {
        return conversation;
    }

    public TurnReady saying(String... words) {
        return of(Arrays.stream(words).<Content>map(Content.Text::new).toList());
    }

    public TurnReady sending(Content... contents) {
        return of(List.of(contents));
    }

    /** What the buffer makes of messages when it merges them another way than before. */
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

    /** Words that refer to something. */
    public TurnReady referring(
            String words, Optional<String> quotes, Optional<MessageContext> context) {
        var plain = message(new Content.Text(words), Instant.now());
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

    /** Words of which the first are about opting out. */
    public TurnReady optingOut(OptOut word, String... words) {
        var messages = new ArrayList<>(saying(words).messages());
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

    /** What was written some time ago and comes in only now. */
    public TurnReady havingSaid(Duration ago, String words) {
        return turnOf(List.of(message(new Content.Text(words), Instant.now().minus(ago))));
    }

    /** The same of any content. */
    public TurnReady havingSent(Duration ago, Content content) {
        return turnOf(List.of(message(content, Instant.now().minus(ago))));
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
