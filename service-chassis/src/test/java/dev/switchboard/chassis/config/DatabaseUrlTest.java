package dev.switchboard.chassis.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @ParameterizedTest
    @CsvSource({
        "postgresql://u:p@db/sw, jdbc:postgresql://db/sw",
        "postgres://u:p@db:6432/sw?sslmode=verify-full&sslrootcert=/ca.pem,"
                + " jdbc:postgresql://db:6432/sw?sslmode=verify-full&sslrootcert=/ca.pem",
        "'postgresql://u:p@h1,h2/sw', 'jdbc:postgresql://h1,h2/sw?targetServerType=primary'",
        "'postgresql://u:p@h1:5432,h2:5433/sw?sslmode=require',"
            + " 'jdbc:postgresql://h1:5432,h2:5433/sw?sslmode=require&targetServerType=primary'",
        "'postgresql://u:p@h1,h2/sw?target_session_attrs=read-write',"
                + " 'jdbc:postgresql://h1,h2/sw?targetServerType=primary'",
        "'postgresql://u:p@h1,h2/sw?targetServerType=any',"
                + " 'jdbc:postgresql://h1,h2/sw?targetServerType=any'",
        "'postgresql://u:p@[::1]:5432/sw', 'jdbc:postgresql://[::1]:5432/sw'",
        "'jdbc:postgresql://h1,h2/sw?user=u', 'jdbc:postgresql://h1,h2/sw?user=u'"
    })
    void isConvertedToTheDriversForm(String written, String jdbcUrl) {
        assertThat(DatabaseUrl.parse(written).jdbcUrl()).isEqualTo(jdbcUrl);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://u:p@db/sw",
                "postgresql://u:p@db",
                "postgresql://u:p@/sw",
                "postgresql://u:p@h1,/sw",
                "postgresql://u:p@h1:port/sw",
                "postgresql://u:p@db/sw/other",
                "db:5432/sw"
            })
    void isRefused(String written) {
        assertThat(DatabaseUrl.isValid(written)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://u:p%40ss@h1,h2/sw",
                "jdbc:postgresql://h1/sw?user=u&password=p%40ss"
            })
    void passwordIsFoundInEitherForm(String written) {
        assertThat(DatabaseUrl.passwordIn(written)).contains("p@ss");
    }
}
