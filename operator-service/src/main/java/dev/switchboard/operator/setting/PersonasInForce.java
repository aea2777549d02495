package dev.switchboard.operator.setting;

import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.transcript.session.SessionMode;
import dev.switchboard.transcript.session.SessionModes;
import dev.switchboard.transcript.setting.AiSettingsReader;
import dev.switchboard.transcript.setting.BusinessKey;
import dev.switchboard.transcript.setting.PersonaIndex;
import dev.switchboard.transcript.setting.PersonaIndex.Match;
import dev.switchboard.transcript.setting.PersonaRules.Unlisted;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Personas as the workers have them, for what is recorded before a turn is closed: the version of
 * the settings is asked for once a second. While the database is away the last ones stay.
 */
@Singleton
public class PersonasInForce implements SessionModes {
    private static final Logger LOG = Logger.getLogger(PersonasInForce.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final AiSettingsReader reader;
    private final SessionMode configured;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("personas").factory());
    private volatile PersonaIndex personas = new PersonaIndex(List.of());
    private long version = -1;
    private boolean isReadable = true;

    PersonasInForce(AiSettingsReader reader, SessionMode configured) {
        this.reader = reader;
        this.configured = configured;
    }

    /** Reads them before the first message. */
    void start(@Observes StartupEvent started) {
        read();
        var _ =
                timer.scheduleWithFixedDelay(
                        this::read,
                        INTERVAL.toMillis(),
                        INTERVAL.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        timer.shutdownNow();
    }

    @Override
    public SessionMode of(ConversationKey conversation) {
        return match(conversation)
                .flatMap(match -> match.persona().values().rules().session())
                .orElse(configured);
    }

    /** True for a customer whom the persona neither answers nor keeps. */
    public boolean isDropped(ConversationKey conversation) {
        return match(conversation)
                .flatMap(Match::unlisted)
                .filter(Unlisted.DROPPED::equals)
                .isPresent();
    }

    private Optional<Match> match(ConversationKey conversation) {
        var current = personas;
        return current.isEmpty()
                ? Optional.empty()
                : current.match(
                        conversation.customer().value(),
                        BusinessKey.allOf(conversation.business()));
    }

    private void read() {
        try {
            if (reader.version() != version) {
                var read = reader.read();
                personas = new PersonaIndex(read.personas());
                version = read.version();
            }
            isReadable = true;
        } catch (RuntimeException e) {
            if (isReadable) {
                LOG.warnf(
                        "Personas not read, keeping the last ones cause=%s",
                        LoggableFailure.summary(e));
            }
            isReadable = false;
        }
    }
}
