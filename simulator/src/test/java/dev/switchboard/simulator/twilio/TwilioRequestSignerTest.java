package dev.switchboard.simulator.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.net.URI;
import org.junit.jupiter.api.Test;

class TwilioRequestSignerTest {
    private final TwilioRequestSigner signature = new TwilioRequestSigner("12345");

    @Test
    void formIsSignedOverUrlWithQueryAndSortedParameters() {
        // Given
        var form =
                form(
                        "Digits",
                        "1234",
                        "CallSid",
                        "CA1234567890ABCDE",
                        "To",
                        "+15550000002",
                        "From",
                        "+15550000001");

        // When
        var signed = signature.sign(URI.create("https://localhost/hook?foo=1&bar=2"), form);

        // Then
        assertThat(signed).isEqualTo("e5JMDjSXgsM3mJNnACBWIfoA8YE=");
    }

    @Test
    void urlAloneIsSignedWhereThereAreNoParameters() {
        // When
        var signed = signature.sign(URI.create("https://localhost/hook?foo=1&bar=2"), form());

        // Then
        assertThat(signed).isEqualTo("nboFO3MSjEZLASURLlluIQxqwag=");
    }

    @Test
    void repeatedValuesOfANameAreSignedOnceEachInOrder() {
        // When
        var signed =
                signature.sign(
                        URI.create("https://localhost/hook"),
                        form(
                                "MessageSid",
                                "SM1",
                                "MediaUrl",
                                "b",
                                "MediaUrl",
                                "a",
                                "MediaUrl",
                                "b"));

        // Then
        assertThat(signed).isEqualTo("VkSmPs59YIeE1e7qUgh+SvvVgXU=");
    }

    @Test
    void textBeyondAsciiIsSignedInUtf8() {
        // Given
        var sid = "SM00000000000000000000000000000001";
        var form =
                form(
                        "AccountSid",
                        "AC00000000000000000000000000000000",
                        "ApiVersion",
                        "2010-04-01",
                        "Body",
                        "Hola 👋 & adiós",
                        "From",
                        "whatsapp:+15550001111",
                        "MessageSid",
                        sid,
                        "SmsMessageSid",
                        sid,
                        "MessageType",
                        "text",
                        "NumMedia",
                        "0",
                        "NumSegments",
                        "1",
                        "ProfileName",
                        "Ana Ω",
                        "SmsStatus",
                        "received",
                        "To",
                        "whatsapp:+14155238886",
                        "WaId",
                        "15550001111");

        // When
        var signed = signature.sign(URI.create("https://localhost/webhooks/twilio"), form);

        // Then
        assertThat(signed).isEqualTo("aGVvsXkyRFyz8iLLYtB92/D+E5g=");
    }

    @Test
    void fragmentOfTheUrlIsNotSigned() {
        // When
        var signed =
                signature.sign(
                        URI.create("https://localhost/hook?foo=1&bar=2#rc=5&rp=5xx"), form());

        // Then
        assertThat(signed).isEqualTo("nboFO3MSjEZLASURLlluIQxqwag=");
    }

    private static MultiMap form(String... namesAndValues) {
        var form = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return form;
    }
}
