package dev.switchboard.outbound.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.outbound.fence.Line;
import dev.switchboard.outbound.pace.Pace;
import dev.switchboard.outbound.pace.PaceSettings;
import dev.switchboard.outbound.provider.FailureClass;
import dev.switchboard.outbound.provider.SendFailure;
import dev.switchboard.outbound.provider.SendResult;
import dev.switchboard.outbound.testing.Scene;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

/** Waits as they are asked for; none is waited. */
class BrakesTest {
    private static final SendResult SPAM =
            new SendResult.Refused(new SendFailure("131048", "spam", FailureClass.SPAM_LIMIT));

    private Instant now = Instant.parse("2026-11-22T08:00:00Z");
    private final List<Duration> waits = new ArrayList<>();
    private final Line line =
            wait -> {
                waits.add(wait);
                now = now.plus(wait);
                return false;
            };
    private final Brakes brakes =
            new Brakes(
                    new Pace(defaults(PaceSettings.class)),
                    defaults(DeliverySettings.class),
                    new SimpleMeterRegistry(),
                    () -> now);
    private final ConversationKey conversation = Scene.onMeta().conversation();

    @Test
    void aNumberSuspectedOfSpamWaitsLongerEachTimeUpToABound() throws InterruptedException {
        // Given
        var waited = new ArrayList<Duration>();

        // When
        for (var refusal = 0; refusal < 7; refusal++) {
            var before = now;
            brakes.note(conversation, SPAM);
            brakes.pass(Scene.onMeta().conversation(), Instant.MAX, line);
            waited.add(Duration.between(before, now));
        }

        // Then
        assertThat(waited.stream().map(Duration::toSeconds))
                .containsExactly(30L, 60L, 120L, 240L, 480L, 600L, 600L);
    }

    @Test
    void oneMessageThatIsTakenEndsTheSuspicion() throws InterruptedException {
        // Given
        brakes.noteLate(conversation, FailureClass.SPAM_LIMIT);

        // When
        brakes.note(conversation, new SendResult.Accepted("wamid.1"));

        // Then
        brakes.pass(conversation, Instant.MAX, line);
        assertThat(waits).isEmpty();
    }

    @Test
    void whatHasWaitedForTooLongIsTriedOnceMoreThoughTheNumberIsSuspected()
            throws InterruptedException {
        // Given
        var before = now;
        brakes.note(conversation, SPAM);

        // When
        brakes.pass(conversation, now.plusSeconds(5), line);

        // Then
        assertThat(now).isEqualTo(before.plusSeconds(5));
    }

    @Test
    void whoWaitsGoesAsSoonAsAnotherSendIsTaken() throws InterruptedException {
        // Given
        var before = now;
        brakes.note(conversation, refused(FailureClass.CONFIGURATION));
        Line takenMeanwhile =
                wait -> {
                    now = now.plus(wait);
                    brakes.note(conversation, new SendResult.Accepted("wamid.1"));
                    return false;
                };

        // When
        brakes.pass(conversation, Instant.MAX, takenMeanwhile);

        // Then
        assertThat(now).isBefore(before.plusSeconds(1));
    }

    @Test
    void whatOneCustomersCountryForbidsHoldsNoOther() throws InterruptedException {
        // When
        brakes.note(conversation, refused(FailureClass.PERMANENT));

        // Then
        brakes.pass(Scene.onMeta().conversation(), Instant.MAX, line);
        assertThat(waits).isEmpty();
    }

    private static SendResult refused(FailureClass failureClass) {
        return new SendResult.Refused(new SendFailure("1", "no", failureClass));
    }

    @Test
    void suspicionIsWarnedOfWithoutTheNumber() {
        // Given
        var heard = new Heard();
        var log = Logger.getLogger(Brakes.class.getName());
        log.addHandler(heard);

        // When
        brakes.note(conversation, SPAM);

        // Then
        log.removeHandler(heard);
        assertThat(heard.records)
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.getLevel().intValue()).isEqualTo(Level.WARNING.intValue());
                    assertThat(Heard.text(record))
                            .contains("spam", "number=+15", "provider=meta")
                            .doesNotContain(conversation.business().phone());
                });
    }

    private static <T> T defaults(Class<T> type) {
        return new SmallRyeConfigBuilder().withMapping(type).build().getConfigMapping(type);
    }

    private static final class Heard extends Handler {
        private final List<LogRecord> records = new ArrayList<>();

        private static String text(LogRecord record) {
            return record instanceof ExtLogRecord own
                    ? own.getFormattedMessage()
                    : record.getMessage();
        }

        @Override
        public void publish(LogRecord record) {
            records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
