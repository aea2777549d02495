package dev.switchboard.operator.health;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Checks that PostgreSQL answers. */
@ApplicationScoped
class DatabaseCheck {
    private final AgroalDataSource database;
    private final HealthSettings settings;

    DatabaseCheck(AgroalDataSource database, HealthSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    CompletionStage<Boolean> answers() {
        return CompletableFuture.supplyAsync(this::isValid, Thread::startVirtualThread);
    }

    private boolean isValid() {
        try (var connection = database.getConnection()) {
            return connection.isValid(Math.toIntExact(settings.timeout().toSeconds()));
        } catch (SQLException e) {
            return false;
        }
    }
}
