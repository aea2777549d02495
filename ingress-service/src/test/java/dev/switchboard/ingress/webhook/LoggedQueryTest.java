package dev.switchboard.ingress.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoggedQueryTest {

    /** Variants of the parameter's name: escapes, other separators, other cases. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "hub.mode=subscribe&hub.verify_token=secret",
                "hub.mode=subscribe&hub.verify_tok%65n=secret",
                "hub.mode=subscribe&hub.verify_%74%6f%6B%65%6E=secret",
                "hub.mode=subscribe;hub.verify_token=secret",
                "hub.verify_token=secret;hub.mode=subscribe",
                "hub.mode=subscribe&HUB.VERIFY_TOKEN=secret",
                "hub.mode=subscribe&hub.verify_token%zz=secret",
                "hub.mode=subscribe&sign%61ture=secret"
            })
    void secretIsNotLoggedInAnySpellingOfItsName(String query) {
        assertThat(LoggedQuery.of(query, 500)).hasValue("hub.mode=subscribe");
    }

    @Test
    void ourOwnQueryIsLoggedUnchanged() {
        assertThat(LoggedQuery.of("part=7b0d2f64.2&src=o'brien%20&x", 500))
                .hasValue("part=7b0d2f64.2&src=o'brien%20&x");
    }
}
