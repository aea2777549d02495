package dev.switchboard.aiworker.testing;

import dev.switchboard.testing.CountedDatabase;
import io.agroal.api.AgroalDataSource;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** Lets a {@link CountedDatabase} count the service's transactions. */
public final class CountedTurns {
    private CountedTurns() {}

    @Produces
    @Singleton
    static CountedDatabase database(AgroalDataSource pool) {
        return new CountedDatabase(pool);
    }

    @Produces
    @Alternative
    @Priority(1)
    @Singleton
    static DataSource source(CountedDatabase database) {
        return database.source();
    }
}
