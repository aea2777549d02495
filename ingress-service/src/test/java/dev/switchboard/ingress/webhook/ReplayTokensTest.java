package dev.switchboard.ingress.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.ingress.testing.ConfiguredChannels;
import dev.switchboard.ingress.testing.Exposed;
import dev.switchboard.ingress.testing.Webhooks;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Exposed.class)
class ReplayTokensTest {
    private static final int ATTEMPTS = 20;

    @Inject MeterRegistry metrics;

    @ConfigProperty(name = "switchboard.ingress.management-port")
    int managementPort;

    /** Uses an address of its own, so that no other test is limited. */
    @Test
    void wrongTokensAreCountedAndThenLimited() {
        // Given
        var counted = metrics.counter("switchboard.replay.wrong.tokens");
        var before = counted.count();

        // When
        var statuses = IntStream.range(0, ATTEMPTS).mapToObj(n -> statusFor("wrong-" + n)).toList();

        // Then
        assertThat(statuses).startsWith(401).endsWith(429);
        assertThat(counted.count()).isEqualTo(before + ATTEMPTS);
        assertThat(statusFor(ConfiguredChannels.API_TOKEN)).isEqualTo(429);
    }

    private int statusFor(String token) {
        try (var http = HttpClient.newBuilder().localAddress(address("127.0.0.2")).build()) {
            return new Webhooks("http://127.0.0.1:" + managementPort, http)
                    .post(
                            "/internal/webhooks/replay",
                            new byte[0],
                            Webhooks.JSON,
                            "Authorization",
                            "Bearer " + token)
                    .statusCode();
        }
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
