package dev.switchboard.transcript.debug;

import static dev.switchboard.transcript.testing.CustomerMessages.newCustomer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.event.ReplyDecided.Author;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.common.identity.TurnId;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.aicontrol.AiChange;
import dev.switchboard.transcript.aicontrol.AiChangeStore;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.debug.DebugEntry.Line;
import dev.switchboard.transcript.debug.DebugEntry.PersonaVersion;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.reply.ReplyOrigin;
import dev.switchboard.transcript.reply.ReplyStore;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "postgres"))
class DebugStoreTest {
    private static final Instant AT = Instant.parse("2026-11-20T08:00:00Z");

    @Inject DebugStore store;
    @Inject AiChangeStore changes;
    @Inject ReplyStore replies;
    @Inject OwnershipStore ownerships;
    @Inject ConversationStore conversations;

    private final ConversationKey key = newCustomer();

    @Test
    void modeIsSwitchedAndEachChangeRecordedOnce() {
        // Given
        conversations.recordCustomerActivity(key, null, AT);

        // When
        store.set(key.id(), true, "olga", "odd answers");
        store.set(key.id(), true, "olga", "odd answers");

        // Then
        assertThat(store.isEnabled(key.id())).isTrue();
        assertThat(changes.newest(100))
                .filteredOn(change -> change.conversation().equals(Optional.of(key.id())))
                .extracting(AiChange::kind)
                .containsExactly(AiChange.Kind.DEBUG_ON);

        // When
        store.set(key.id(), false, "olga", null);

        // Then
        assertThat(store.isEnabled(key.id())).isFalse();
        assertThat(changes.newest(100))
                .filteredOn(change -> change.conversation().equals(Optional.of(key.id())))
                .hasSize(2);
    }

    @Test
    void entryIsKeptWithItsReply() {
        // Given
        var persona = new PersonaVersion(UUID.randomUUID(), "baker", 7);
        var entry =
                new DebugEntry(
                        "Hi\u0000 there",
                        "You are Yan.",
                        List.of(new Line("customer", "\"Hi\" \u0000there")),
                        Optional.of(persona),
                        "main");

        // When
        claim(1, 0, new ReplyOrigin(12, Optional.empty(), true, List.of(), Optional.of(entry)));

        // Then
        assertThat(store.newest(key.id()))
                .singleElement()
                .satisfies(kept -> {
                    assertThat(kept.reply()).isEqualTo(reply(1, 0).id());
                    assertThat(kept.cached()).isTrue();
                    assertThat(kept.settingsVersion()).isEqualTo(OptionalLong.of(12));
                    assertThat(kept.entry()).isEqualTo(entry);
                    assertThat(kept.entry().entry()).isEqualTo("Hi there");
                });
        assertThat(replies.isCached(reply(1, 0).id())).isTrue();
    }

    @Test
    void entryOfAReplyThatIsNotStoredIsNotKept() {
        // Given
        ownerships.takeOver(key.id(), "olga", null);

        // When
        claim(1, 0, ReplyOrigin.of(12).with(entry("Hi")));

        // Then
        assertThat(store.newest(key.id())).isEmpty();
    }

    @Test
    void newestTwentyAreKept() {
        // When
        IntStream.rangeClosed(1, 25)
                .forEach(n -> claim(n, 0, ReplyOrigin.of(1).with(entry("Hi " + n))));

        // Then
        assertThat(store.newest(key.id()))
                .hasSize(20)
                .extracting(kept -> kept.entry().entry())
                .startsWith("Hi 25", "Hi 24")
                .endsWith("Hi 6");
    }

    @Test
    void textsAreBounded() {
        // Given
        var text = "a".repeat(DebugEntry.MAX_CHARACTERS - 2) + "👍👍";
        var lines = List.of(new Line("customer", "old"), new Line("business", text));

        // When
        var entry = new DebugEntry(text, text, lines, Optional.empty(), "main");

        // Then
        assertThat(entry.entry()).hasSizeLessThan(text.length()).endsWith("a…");
        assertThat(entry.system()).isEqualTo(entry.entry());
        assertThat(entry.history())
                .singleElement()
                .satisfies(line -> assertThat(line.side()).isEqualTo("business"));
    }

    private static DebugEntry entry(String text) {
        return new DebugEntry(text, "You are Yan.", List.of(), Optional.empty(), "env");
    }

    private void claim(int number, long epoch, ReplyOrigin origin) {
        var _ = replies.claim(reply(number, epoch), null, origin);
    }

    private ReplyDecided reply(int number, long epoch) {
        var turn = new TurnId(new UUID(key.id().value().getMostSignificantBits(), number));
        return new ReplyDecided(
                ReplyId.to(turn),
                key,
                Author.AI,
                Optional.of("gemini-2.5-flash"),
                "Hello " + number,
                List.of(),
                epoch,
                List.of(turn),
                Optional.empty(),
                AT);
    }
}
