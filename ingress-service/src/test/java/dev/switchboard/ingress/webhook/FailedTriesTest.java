package dev.switchboard.ingress.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.SocketAddress;
import org.junit.jupiter.api.Test;

class FailedTriesTest {
    private static final SocketAddress STRANGER =
            SocketAddress.inetSocketAddress(4711, "192.0.2.1");
    private static final SocketAddress OPERATOR = SocketAddress.inetSocketAddress(80, "192.0.2.2");

    private final FailedTries tries = new FailedTries();

    @Test
    void addressThatShowsWrongTokensIsNotListenedToAndOthersAre() {
        // Given
        assertThat(tries.areTooMany(STRANGER)).isFalse();

        // When
        for (var n = 0; n < 20; n++) {
            tries.add(SocketAddress.inetSocketAddress(5000 + n, "192.0.2.1"));
        }

        // Then
        assertThat(tries.areTooMany(STRANGER)).isTrue();
        assertThat(tries.areTooMany(OPERATOR)).isFalse();
    }
}
