package dev.switchboard.transcript.aicontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.aicontrol.AiChange.Kind;
import dev.switchboard.transcript.conversation.ConversationStore;
import dev.switchboard.transcript.read.ConversationPages;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "postgres"))
class AiSwitchStoreTest {
    @Inject AiSwitchStore switches;
    @Inject AiStateReader state;
    @Inject AiChangeStore changes;
    @Inject ConversationStore conversations;
    @Inject ConversationPages pages;

    private final String actor = "olga " + UUID.randomUUID();

    @Test
    void aiIsOnUntilItIsSwitchedOff() {
        // When
        switches.set(true, actor, null);

        // Then
        assertThat(state.read().switchedOff()).doesNotContain(AiSwitchStore.ALL);
        assertThat(ownChanges()).isEmpty();

        // When
        switches.set(false, actor, "closed");
        switches.set(false, actor, "again");

        // Then
        assertThat(state.read().switchedOff()).contains(AiSwitchStore.ALL);
        assertThat(switches.states().getFirst())
                .satisfies(it -> {
                    assertThat(it.business()).isEmpty();
                    assertThat(it.enabled()).isFalse();
                    assertThat(it.changedBy()).isEqualTo(actor);
                    assertThat(it.reason()).contains("closed");
                });

        // When
        switches.set(true, actor, null);

        // Then
        assertThat(state.read().switchedOff()).doesNotContain(AiSwitchStore.ALL);
        assertThat(changes.newest(100))
                .filteredOn(change -> change.changedBy().equals(actor))
                .extracting(AiChange::kind, AiChange::business, AiChange::reason)
                .containsExactly(
                        tuple(Kind.SWITCHED_ON, Optional.empty(), Optional.empty()),
                        tuple(Kind.SWITCHED_OFF, Optional.empty(), Optional.of("closed")));
    }

    @Test
    void numberIsSwitchedByItself() {
        // Given
        var number = "+1555" + System.nanoTime();

        // When
        switches.set(number, false, actor, null);

        // Then
        assertThat(state.read().switchedOff()).contains(number);
        assertThat(switches.states())
                .filteredOn(state -> state.business().equals(Optional.of(number)))
                .singleElement()
                .satisfies(state -> assertThat(state.enabled()).isFalse());

        // When
        switches.set(number, true, actor, null);

        // Then
        assertThat(state.read().switchedOff()).doesNotContain(number);
        assertThat(ownChanges()).containsExactly(Kind.SWITCHED_ON, Kind.SWITCHED_OFF);
    }

    @Test
    void conversationIsSwitchedByItself() {
        // Given
        var key =
                new ConversationKey(
                        Channel.META,
                        new BusinessNumber("100000000000001", "+15559990000"),
                        new CustomerAddress("US." + UUID.randomUUID()));
        conversations.recordCustomerActivity(key, null, Instant.now());

        // When
        switches.set(key.id(), false, actor, "asked for a person");
        switches.set(key.id(), false, actor, "again");

        // Then
        assertThat(pages.find(key.id()).orElseThrow().aiEnabled()).isFalse();
        assertThat(changes.newest(100))
                .filteredOn(change -> change.changedBy().equals(actor))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.conversation()).contains(key.id());
                    assertThat(change.reason()).contains("asked for a person");
                });

        // When
        switches.set(key.id(), true, actor, null);

        // Then
        assertThat(pages.find(key.id()).orElseThrow().aiEnabled()).isTrue();
    }

    private List<Kind> ownChanges() {
        return changes.newest(100).stream()
                .filter(change -> change.changedBy().equals(actor))
                .map(AiChange::kind)
                .toList();
    }
}
