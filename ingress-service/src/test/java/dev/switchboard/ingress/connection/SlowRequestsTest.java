package dev.switchboard.ingress.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.ingress.testing.Exposed;
import dev.switchboard.ingress.testing.RawConnection;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Requests that never end, however steadily their bytes come: a first head, a head after an
 * answered request, a silent connection, a body that nothing reads.
 */
@QuarkusTest
@TestProfile(Exposed.class)
class SlowRequestsTest {
    private static final int HEADS = 200;

    /** Ten seconds for a head; the rest is for a busy machine. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TestHTTPResource String url;

    private List<RawConnection> slow = List.of();

    @BeforeEach
    void connect() {
        slow = Stream.generate(() -> RawConnection.to(url)).limit(HEADS).toList();
    }

    @AfterEach
    void hangUp() {
        slow.forEach(RawConnection::close);
    }

    @Test
    void slowHeadsAreClosedInTime() {
        // Given
        slow.forEach(each -> each.write("POST /whatsapp HTTP/1.1\r\nHost: ingress\r\nX-Slow: "));
        var begun = System.nanoTime();

        // When
        await().atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    slow.forEach(each -> each.write("x"));
                    return slow.stream().allMatch(RawConnection::isClosed);
                });

        // Then
        System.out.printf(
                "%d slow heads were closed after %s%n",
                HEADS, Duration.ofNanos(System.nanoTime() - begun));
        try (var another = RawConnection.to(url)) {
            another.write("GET /api/whatsapp/webhook HTTP/1.1\r\nHost: ingress\r\n\r\n");
            assertThat(another.readTo("\r\n\r\n")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void otherSlowRequestsAreClosedToo() {
        // Given
        var silent = slow.get(0);
        var secondHead = slow.get(1);
        secondHead.write("GET /api/whatsapp/webhook HTTP/1.1\r\nHost: ingress\r\n\r\n");
        assertThat(secondHead.readTo("\r\n\r\nOK")).startsWith("HTTP/1.1 200 ");
        var unreadBody = slow.get(2);
        unreadBody.write("POST /nowhere HTTP/1.1\r\nHost: ingress\r\nContent-Length: 9999\r\n\r\n");
        var refusedBody = slow.get(3);
        refusedBody.write(
                "POST /whatsapp HTTP/1.1\r\nHost: ingress\r\nContent-Type: text/plain\r\n"
                        + "Content-Length: 9999\r\n\r\n");
        for (var answered : List.of(unreadBody, refusedBody)) {
            assertThat(answered.readTo("\r\n\r\n")).startsWith("HTTP/1.1 4");
        }

        // When
        var trickling = List.of(secondHead, unreadBody, refusedBody);

        // Then
        await().atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    trickling.forEach(each -> each.write("x"));
                    return silent.isClosed()
                            && trickling.stream().allMatch(each -> !each.write("x"));
                });
    }
}
