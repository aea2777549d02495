package dev.switchboard.transcript.read;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.sql.Database;
import dev.switchboard.transcript.sql.SqlStatement;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "postgres"))
class ReadTimeoutTest {
    @Inject Reads reads;

    @Test
    void readThatTakesTooLongIsEndedByTheDatabase() {
        assertThatExceptionOfType(ReadTimeoutException.class)
                .isThrownBy(() -> reads.forSeconds(600))
                .withMessage("longer than 5 seconds");
    }

    @Test
    void readThatIsInTimeIsLeftAlone() {
        assertThatNoException().isThrownBy(() -> reads.forSeconds(0));
    }

    /** Reads that take a given time. */
    @ApplicationScoped
    static class Reads {
        private final Database database;

        Reads(Database database) {
            this.database = database;
        }

        @TimeLimited
        public void forSeconds(int seconds) {
            SqlStatement.of("SELECT pg_sleep(?)", seconds).run(database);
        }
    }
}
