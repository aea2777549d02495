package dev.switchboard.ingress.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.ingress.testing.ConfiguredChannels;
import dev.switchboard.ingress.testing.Exposed;
import dev.switchboard.ingress.testing.RawConnection;
import dev.switchboard.ingress.testing.Webhooks;
import dev.switchboard.testing.LogLines;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.logging.Level;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ambiguous requests, which a proxy and we might parse differently, and protocols that providers do
 * not use. Each line of a request ends in {@code |}.
 */
@QuarkusTest
@TestProfile(Exposed.class)
class OddRequestsTest {
    private static final String NEXT_REQUEST = "GET /api/whatsapp/webhook HTTP/1.1|Host: a||";

    @TestHTTPResource String url;

    @ConfigProperty(name = "switchboard.ingress.management-port")
    int managementPort;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /x HTTP/1.1|Host: a|Content-Length: 4|Content-Length: 5||abcde",
                "POST /x HTTP/1.1|Host: a|Content-Length: +4||abcd",
                "POST /x HTTP/1.1|Host: a|Content-Length: -1||",
                "POST /x HTTP/1.1|Host: a|Content-Length: 4, 5||abcde",
                "POST /x HTTP/1.1|Host: a|Content-Length : 4||abcd",
                "POST /x HTTP/1.1|Host: a|Transfer-Encoding: chunked||zz||",
                "POST /x HTTP/1.1|Host: a|X: a\u0000b||",
                "POST /x\u0001 HTTP/9.9|Host: a||",
                "PRI * HTTP/2.0||SM||",
            })
    void ambiguousRequestIsRefusedAndNothingAfterItIsRead(String request) {
        try (var connection = RawConnection.to(url)) {
            // When
            connection.write((request + NEXT_REQUEST).replace("|", "\r\n"));

            // Then
            assertThat(connection.readToEnd()).doesNotContain("HTTP/1.1 200");
        }
    }

    @Test
    void lengthIsIgnoredWithChunksAndHidesNoRequest() {
        try (var connection = RawConnection.to(url)) {
            // When
            connection.write(
                    ("POST /x HTTP/1.1|Host: a|Content-Length: 100|Transfer-Encoding: chunked||0||"
                                    + NEXT_REQUEST)
                            .replace("|", "\r\n"));

            // Then
            assertThat(connection.readTo("HTTP/1.1 200")).startsWith("HTTP/1.1 4");
        }
    }

    /** An ERROR line with a stack for each hostile request would fill a disk. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRI * HTTP/2.0||SM||",
                "POST /whatsapp HTTP/2.0|Host: a|Content-Length: 4||abcd",
                "GET /%zz HTTP/1.1|Host: a||",
                "GET /%00 HTTP/1.1|Host: a||",
                "GET /webhook?%zz=%zz&hub.mode=%ff HTTP/1.1|Host: a||",
                "GET /whatsapp HTTP/1.1||",
                "GET /whatsapp HTTP/1.0||",
                "GET /whatsapp HTTP/1.1|Host:||",
                "GET http://[:: HTTP/1.1|Host: a||",
                "GET http://other:99999/whatsapp HTTP/1.1|Host: a b||",
                "OPTIONS * HTTP/1.1|Host: a||",
                "CONNECT other:443 HTTP/1.1|Host: a||",
                "TRACE \\ HTTP/1.1|Host: a||",
                "POST /whatsapp HTTP/1.1|Host: a|Content-Type: ;;;|Content-Length: 0||",
            })
    void invalidRequestIsNotLoggedAsAnError(String request) {
        try (var errors = new LogLines("", Level.SEVERE);
                var connection = RawConnection.to(url)) {
            // When
            connection.write((request + NEXT_REQUEST).replace("|", "\r\n"));
            connection.readTo("\r\n\r\n");

            // Then
            assertThat(errors.lines()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: Upgrade, HTTP2-Settings|Upgrade: h2c|HTTP2-Settings: AAMAAABkAAQAAP__",
                "Connection: Upgrade|Upgrade: websocket|Sec-WebSocket-Version: 13"
                        + "|Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            })
    void otherProtocolsAreNotSupported(String upgrade) {
        for (var path : new String[] {"/api/whatsapp/webhook", "/webhook", "/nowhere"}) {
            try (var connection = RawConnection.to(url)) {
                // When
                connection.write(
                        ("GET %s HTTP/1.1|Host: a|%s||".formatted(path, upgrade))
                                .replace("|", "\r\n"));

                // Then
                assertThat(connection.readTo("\r\n\r\n")).doesNotContain("HTTP/1.1 101");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/metrics",
                "/q/health/ready",
                "/q",
                "/q/",
                "//q/metrics",
                "/./q/metrics",
                "/whatsapp/../q/metrics",
                "/%71/metrics",
                "/q%2Fmetrics",
                "/internal/webhooks/replay"
            })
    void internalPathsAreNotServedAtTheWebhooksPort(String path) {
        assertThat(get(url, path)).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void internalPathsAreServedAtTheManagementPort() {
        // Given
        var managementUrl = "http://127.0.0.1:" + managementPort;

        // Then
        assertThat(get(managementUrl, "/q/health/live")).startsWith("HTTP/1.1 200 ");
        assertThat(get(managementUrl, "/q/metrics")).startsWith("HTTP/1.1 200 ");
        assertThat(
                        new Webhooks(managementUrl)
                                .post(
                                        "/internal/webhooks/replay",
                                        new byte[0],
                                        Webhooks.JSON,
                                        "Authorization",
                                        "Bearer " + ConfiguredChannels.API_TOKEN)
                                .statusCode())
                .isEqualTo(400);
    }

    private static String get(String base, String path) {
        try (var connection = RawConnection.to(base)) {
            connection.write("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            return connection.readTo("\r\n\r\n");
        }
    }
}
