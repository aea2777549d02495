package dev.switchboard.ingress.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.ingress.testing.NarrowReading;
import dev.switchboard.ingress.testing.RawConnection;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(NarrowReading.class)
class ConnectionsPerAddressTest {
    private static final String REQUEST = "GET /nowhere HTTP/1.1\r\nHost: ingress\r\n\r\n";

    @TestHTTPResource String url;

    @Test
    void addressGetsNoMoreConnectionsThanItsLimit() {
        // Given
        var open = new ArrayList<RawConnection>();
        try {
            while (open.size() < 2 * NarrowReading.MAX_CONNECTIONS_PER_ADDRESS) {
                var connection = RawConnection.to(url);
                connection.write(REQUEST);
                if (connection.readTo("\r\n\r\n").isEmpty()) {
                    connection.close();
                    break;
                }
                open.add(connection);
            }
            assertThat(open).hasSizeBetween(1, NarrowReading.MAX_CONNECTIONS_PER_ADDRESS);

            // When
            open.removeLast().close();

            // Then
            await().until(this::isAccepted);
        } finally {
            open.forEach(RawConnection::close);
        }
    }

    private boolean isAccepted() {
        try (var connection = RawConnection.to(url)) {
            connection.write(REQUEST);
            return connection.readTo("\r\n\r\n").startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void ipv6NetworkIsOneClient() throws UnknownHostException {
        assertThat(client("2001:db8:1:2::1"))
                .isEqualTo(client("2001:db8:1:2:ffff::9"))
                .isNotEqualTo(client("2001:db8:1:3::1"));
        assertThat(client("192.0.2.1"))
                .isEqualTo(client("::ffff:192.0.2.1"))
                .isNotEqualTo(client("192.0.2.2"));
    }

    private static Object client(String address) throws UnknownHostException {
        return AcceptedConnections.client(InetAddress.getByName(address));
    }
}
