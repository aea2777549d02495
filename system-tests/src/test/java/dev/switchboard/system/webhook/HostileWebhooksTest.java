package dev.switchboard.system.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HostileWebhooksTest {
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "TWILIO_AUTH_TOKEN", "token",
                    "TWILIO_WEBHOOK_URL", "http://127.0.0.1:8081/whatsapp",
                    "TWILIO_ACCOUNT_SID", "AC1",
                    "TWILIO_WHATSAPP_NUMBER", "whatsapp:+14155238886",
                    "META_WEBHOOK_URL", "http://127.0.0.1:8081/webhook",
                    "WHATSAPP_PHONE_NUMBER_ID", "1",
                    "WHATSAPP_ACCESS_TOKEN", "access",
                    "WHATSAPP_APP_SECRET", "secret");

    @Test
    void sameSeedMakesTheSameRequests() {
        // Given
        var seed = 4711;

        // When
        var once = described(requests(seed, 200));
        var again = described(requests(seed, 200));

        // Then
        assertThat(once).isEqualTo(again);
        assertThat(described(requests(seed + 1, 200))).isNotEqualTo(once);
    }

    @Test
    void thousandRequestsHaveEveryKindOfBothProvidersAndEveryRefusal() {
        // When
        var requests = requests(1, 1_000);

        // Then
        assertThat(requests.stream().map(HostileWebhook::kind).collect(Collectors.toSet()))
                .hasSizeGreaterThan(25);
        assertThat(requests.stream().flatMap(each -> each.expectedStatuses().stream()).distinct())
                .containsExactlyInAnyOrder(200, 400, 403, 405, 413, 415);
    }

    private static List<HostileWebhook> requests(long seed, int count) {
        var hostile =
                new HostileWebhooks(new Random(seed), name -> String.valueOf(SETTINGS.get(name)));
        return Stream.generate(hostile::next).limit(count).toList();
    }

    /** Requests without what is new in every one by design: times and idempotency tokens. */
    private static List<String> described(List<HostileWebhook> requests) {
        return requests.stream()
                .map(each -> each.kind() + " " + each.method() + " " + each.target())
                .toList();
    }
}
