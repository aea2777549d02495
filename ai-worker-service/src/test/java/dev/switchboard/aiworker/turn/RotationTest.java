package dev.switchboard.aiworker.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.aiworker.testing.TestConversation;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.languagemodel.ModelProvider;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.FakeGemini;
import dev.switchboard.testing.LogLines;
import dev.switchboard.testing.TestKeyset;
import dev.switchboard.transcript.setting.AiProfile;
import dev.switchboard.transcript.setting.KeySealer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** Rotation of the key that seals, while turns are answered. */
@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
class RotationTest extends ProfileCase {
    private static final String KEY = "key-of-the-rotation-1234";
    private static final int TURNS = 30;

    /**
     * The worker has the first key alone; this is operator-service, which has another before it.
     */
    private final KeySealer rotated = new KeySealer(() -> Optional.of(TestKeyset.of(2, 1)));

    @Test
    void noTurnFailsWhileKeysAreSealedWithOneThatTheWorkerDoesNotHaveYet() {
        // Given
        try (var model = new FakeGemini(0);
                var log = new LogLines("dev.switchboard", Level.WARNING)) {
            var profile = activate(ModelProvider.GEMINI, model.baseUrl(), KEY);
            var turns = new ArrayList<TurnReady>();

            // When
            for (var number = 0; number < TURNS; number++) {
                turns.add(published());
                if (number % 10 == 5) {
                    reseal();
                }
            }

            // Then
            var sealed = profiles.find(profile).orElseThrow().key().orElseThrow();
            assertThat(sealed.sealingKey()).hasValue(2);
            assertThat(keys.open(profile, sealed)).isEmpty();
            await().atMost(Duration.ofSeconds(40))
                    .untilAsserted(
                            () -> assertThat(answers(turns)).hasSize(TURNS).containsOnly("Hello"));
            assertThat(model.calls())
                    .hasSize(TURNS)
                    .allSatisfy(call -> assertThat(call.apiKey()).isEqualTo(KEY));
            assertThat(log.lines()).noneMatch(line -> line.contains("AI profile cannot be used"));
        }
    }

    @Test
    void workerThatStartsWithoutTheKeySaysSoInOneLine() {
        // Given
        try (var model = new FakeGemini(0);
                var log = new LogLines("dev.switchboard", Level.SEVERE)) {
            var profile = activate(ModelProvider.GEMINI, model.baseUrl(), KEY);
            reseal();

            // When
            change(version -> {
                var known = profiles.find(profile).orElseThrow();
                profiles.update(new AiProfile(profile, version, known.values(), known.key()));
            });

            // Then
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("AI profile cannot be used", "of-the-test", "SECRETS_KEYSET");
        }
    }

    private void reseal() {
        change(_ -> {
            for (var profile : profiles.all()) {
                var key = rotated.open(profile.id(), profile.key().orElseThrow()).orElseThrow();
                profiles.reseal(profile.id(), rotated.seal(profile.id(), key));
            }
        });
    }

    private TurnReady published() {
        var by = TestConversation.ofNewCustomer();
        var turn = by.saying("Hi");
        publisher.publishAndWait(Topics.TURNS, by.conversation().id().toString(), turn);
        return turn;
    }

    private List<String> answers(List<TurnReady> turns) {
        return turns.stream()
                .flatMap(turn -> replyStore.resultOf(turn.id()).stream())
                .flatMap(result -> result.reply().stream())
                .map(reply -> reply.text())
                .toList();
    }
}
