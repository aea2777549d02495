package dev.switchboard.operator.handoff;

import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.transcript.ownership.TakeoverSettings;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Warns at start if a takeover is answered before a standby of PostgreSQL has it, because a
 * failover can lose it then. Silent with {@code ENVIRONMENT=local}, where there is one database.
 */
@ApplicationScoped
class TakeoverDurability {
    private static final Logger LOG = Logger.getLogger(TakeoverDurability.class);

    private static final String DURABILITY =
            "SELECT current_setting('synchronous_standby_names'),"
                    + " current_setting('synchronous_commit')";

    /** Values of {@code synchronous_commit} that wait for no standby. */
    private static final Set<String> NOT_WAITING = Set.of("off", "local");

    private final AgroalDataSource database;
    private final String environment;
    private final Optional<String> takeoverCommit;

    TakeoverDurability(
            AgroalDataSource database,
            @ConfigProperty(name = "switchboard.environment") String environment,
            TakeoverSettings settings) {
        this.database = database;
        this.environment = environment;
        this.takeoverCommit = settings.synchronousCommit();
    }

    /** Checks in the background: the start does not wait for it. */
    void start(@Observes StartupEvent event) {
        if (!environment.equals("local")) {
            Thread.ofVirtual().name("takeover-durability").start(this::warn);
        }
    }

    private void warn() {
        try {
            risk().ifPresent(LOG::warn);
        } catch (SQLException e) {
            LOG.infof("Durability of takeovers not checked cause=%s", LoggableFailure.summary(e));
        }
    }

    private Optional<String> risk() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(DURABILITY)) {
            rows.next();
            return risk(rows.getString(1), takeoverCommit.orElse(rows.getString(2)));
        }
    }

    /** Returns a warning if no standby is waited for. */
    static Optional<String> risk(String standbys, String commit) {
        if (standbys.isBlank()) {
            return Optional.of(
                    "A failover of PostgreSQL can lose a takeover that was answered: the server's"
                            + " synchronous_standby_names is empty");
        }
        return NOT_WAITING.contains(commit)
                ? Optional.of(
                        "A failover of PostgreSQL can lose a takeover that was answered: its"
                                + " synchronous_commit is "
                                + commit
                                + ", set TAKEOVER_SYNCHRONOUS_COMMIT=on")
                : Optional.empty();
    }
}
