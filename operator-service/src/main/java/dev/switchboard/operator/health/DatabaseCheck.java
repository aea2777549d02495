package dev.switchboard.operator.health;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;

/** Asks PostgreSQL whether it is there. */
@ApplicationScoped
class DatabaseCheck {
    private final AgroalDataSource database;
    private final HealthSettings settings;

    DatabaseCheck(AgroalDataSource database, HealthSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    boolean answers() {
        try (var connection = database.getConnection()) {
            return connection.isValid(Math.toIntExact(settings.patience().toSeconds()));
        } catch (SQLException e) {
            return false;
        }
    }
}
