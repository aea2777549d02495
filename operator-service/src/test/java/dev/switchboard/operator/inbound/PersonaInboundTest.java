package dev.switchboard.operator.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.operator.setting.PersonasInForce;
import dev.switchboard.operator.testing.OperatorScene;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.ownership.OwnershipStore;
import dev.switchboard.transcript.session.SessionMode;
import dev.switchboard.transcript.session.SessionMode.Never;
import dev.switchboard.transcript.setting.Persona;
import dev.switchboard.transcript.setting.Persona.Audience;
import dev.switchboard.transcript.setting.PersonaRules;
import dev.switchboard.transcript.setting.PersonaRules.Answer;
import dev.switchboard.transcript.setting.PersonaRules.Debug;
import dev.switchboard.transcript.setting.PersonaRules.Unlisted;
import dev.switchboard.transcript.setting.PersonaStore;
import dev.switchboard.transcript.setting.SettingChanges;
import dev.switchboard.transcript.sql.Columns;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Personas' rules hold for what is recorded before a turn is closed. */
@QuarkusTest
@WithTestResource(BackingServices.class)
class PersonaInboundTest {
    @Inject InboundConsumer consumer;
    @Inject PersonaStore store;
    @Inject SettingChanges changes;
    @Inject PersonasInForce personas;
    @Inject ConversationStore conversations;
    @Inject OwnershipStore ownerships;
    @Inject Database database;

    private final MessageReceived listed = OperatorScene.message(OperatorScene.newPhone(), "Hi");

    @AfterEach
    void removeAll() {
        changes.write(version -> {
            store.all().forEach(persona -> store.delete(persona.id()));
            return version;
        });
        await().until(() -> personas.of(listed.conversation()) instanceof SessionMode.Sliding);
    }

    @Test
    void conversationOfADroppedCustomerIsNotRecordedUnlessAnOperatorIsTheOwner()
            throws InterruptedException {
        // Given
        personaIsInForce();
        var dropped = OperatorScene.message(OperatorScene.newPhone(), "Hi");
        var taken = OperatorScene.message(OperatorScene.newPhone(), "Hi");
        ownerships.takeOver(taken.conversation().id(), "olga", null);

        // When
        consumer.handle(List.of(dropped, taken, listed));

        // Then
        assertThat(isRecorded(dropped.conversation())).isFalse();
        assertThat(isRecorded(taken.conversation())).isTrue();
        assertThat(isRecorded(listed.conversation())).isTrue();
    }

    @Test
    void conversationHasTheSessionOfItsPersona() throws InterruptedException {
        // Given
        personaIsInForce();

        // When
        consumer.handle(List.of(listed));

        // Then
        var end =
                SqlStatement.of(
                                "SELECT session_ends_at FROM conversation WHERE id = ?",
                                listed.conversation().id().value())
                        .first(database, row -> Columns.instant(row, "session_ends_at"));
        assertThat(end).contains(SessionMode.END_OF_TIME);
    }

    private boolean isRecorded(ConversationKey conversation) {
        return conversations.find(conversation.id()).isPresent();
    }

    private void personaIsInForce() {
        var rules =
                new PersonaRules(
                        Answer.LISTED,
                        Unlisted.DROPPED,
                        Optional.of(new Never()),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Debug.OFF,
                        OptionalInt.empty());
        var audience =
                List.of(
                        Audience.DEFAULT,
                        Audience.ofCustomer(listed.conversation().customer().value()));
        changes.write(version -> {
            store.write(
                    new Persona(
                            UUID.randomUUID(),
                            version,
                            new Persona.Values(
                                    "listed",
                                    "You are Yan.",
                                    "",
                                    audience,
                                    Optional.empty(),
                                    Optional.empty(),
                                    OptionalInt.empty(),
                                    rules)));
            return version;
        });
        await().until(() -> personas.of(listed.conversation()) instanceof Never);
    }
}
