package dev.switchboard.ingress.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.SocketAddress;
import org.junit.jupiter.api.Test;

class WrongTokenLimiterTest {
    private static final SocketAddress STRANGER =
            SocketAddress.inetSocketAddress(4711, "192.0.2.1");
    private static final SocketAddress OPERATOR = SocketAddress.inetSocketAddress(80, "192.0.2.2");

    private final WrongTokenLimiter limiter = new WrongTokenLimiter();

    @Test
    void addressWithTooManyWrongTokensIsLimitedAndOthersAreNot() {
        // Given
        assertThat(limiter.isExceeded(STRANGER)).isFalse();

        // When
        for (var n = 0; n < 20; n++) {
            limiter.count(SocketAddress.inetSocketAddress(5000 + n, "192.0.2.1"));
        }

        // Then
        assertThat(limiter.isExceeded(STRANGER)).isTrue();
        assertThat(limiter.isExceeded(OPERATOR)).isFalse();
    }
}
