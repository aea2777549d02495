package dev.switchboard.outbound.testing;

import dev.switchboard.testing.CountedDatabase;
import io.agroal.api.AgroalDataSource;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** Lets {@link CountedDatabase#costOf} count the service's transactions. */
public final class CountedPool {
    private CountedPool() {}

    @Produces
    @Alternative
    @Priority(1)
    @Singleton
    static DataSource source(AgroalDataSource pool) {
        return new CountedDatabase(pool).source();
    }
}
