package dev.switchboard.simulator.meta;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class MetaRequestSignerTest {
    @Test
    void rawBodyIsSignedWithTheAppSecret() {
        // When
        var signed =
                new MetaRequestSigner("app-secret")
                        .sign(
                                Buffer.buffer(
                                        "{\"object\":\"whatsapp_business_account\",\"entry\":[]}"));

        // Then
        assertThat(signed)
                .isEqualTo(
                        "sha256=d3e4f9da0ce6c71ab3dba55929b8eeeee2455349e534924ead19f98d143e904f");
    }

    @Test
    void textBeyondAsciiIsEscaped() {
        // When
        var escaped = SignedBatch.ascii("é 👋");

        // Then
        assertThat(escaped).isEqualTo("\\u00e9 \\ud83d\\udc4b");
    }
}
