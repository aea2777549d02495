package dev.switchboard.transcript.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.part.PartContent;
import dev.switchboard.transcript.part.PartFailure;
import dev.switchboard.transcript.part.PartState;
import dev.switchboard.transcript.part.PartStore;
import dev.switchboard.transcript.part.ReplyProgress;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A message's status is read from its parts, by the same rule in SQL and in {@link ReplyProgress}.
 */
@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "postgres"))
class MessageDeliveryTest {
    private static final List<String> IDS = List.of("first", "second");

    @Inject MessageStore messages;

    @Inject PartStore parts;

    @Inject Database database;

    private final ReplyDecided reply =
            new ReplyDecided(
                    new ReplyId(UUID.randomUUID()),
                    new ConversationKey(
                            Channel.TWILIO,
                            new BusinessNumber("+15559990000", "+15559990000"),
                            new CustomerAddress("+49" + UUID.randomUUID())),
                    ReplyDecided.Author.AI,
                    Optional.empty(),
                    "hello",
                    List.of(),
                    0,
                    List.of(),
                    Optional.empty(),
                    Instant.now());

    @Test
    void messageHasTheProgressOfItsPartsWhateverTheirStates() {
        // Given
        messages.recordReply(reply);
        parts.plan(reply, List.of(PartContent.text("one"), PartContent.text("two")), Instant.now());

        for (var first : PartState.values()) {
            for (var second : PartState.values()) {
                // When
                set(1, first);
                set(2, second);
                var stored = messages.find(MessageId.of(reply.id())).orElseThrow();

                // Then
                var expected = ReplyProgress.of(parts.of(reply.id()));
                assertThat(stored.status())
                        .as("%s, %s", first, second)
                        .isEqualTo(expected.status());
                assertThat(stored.failureCode())
                        .as("%s, %s", first, second)
                        .isEqualTo(expected.failure().map(PartFailure::code));
                assertThat(stored.failureText())
                        .isEqualTo(expected.failure().map(PartFailure::text));
            }
        }
    }

    @Test
    void messageHasTheProviderIdOfItsFirstPart() {
        // Given
        messages.recordReply(reply);
        parts.plan(reply, List.of(PartContent.text("one"), PartContent.text("two")), Instant.now());
        set(1, PartState.SENDING);
        set(2, PartState.SENDING);

        // When
        for (var part : parts.of(reply.id())) {
            parts.accepted(part.id(), IDS.get(part.id().number() - 1) + reply.id(), Instant.now());
        }

        // Then
        assertThat(messages.find(MessageId.of(reply.id())).orElseThrow().providerMessageId())
                .contains("first" + reply.id());
        assertThat(messages.latest(reply.conversation().id(), 1))
                .singleElement()
                .satisfies(row -> assertThat(row.status()).isEqualTo(MessageStatus.SENT));
    }

    private void set(int number, PartState state) {
        var hasFailure = state == PartState.FAILED || state == PartState.UNKNOWN;
        SqlStatement.of(
                        "UPDATE message_part SET state = ?, failure_code = ?, failure_text = ?"
                                + " WHERE reply_id = ? AND number = ?",
                        state.name(),
                        hasFailure ? "code " + number : null,
                        hasFailure ? "text " + number : null,
                        reply.id().value(),
                        number)
                .run(database);
    }
}
