package dev.switchboard.channels.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.testing.Signatures;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Examples signed by an implementation that passes Twilio's own test vectors. */
class TwilioSignatureTest {
    private static final String TOKEN = "12345";
    private static final String HOOK = "https://localhost/hook?foo=1&bar=2";
    private static final String CALL =
            "Digits=1234&CallSid=CA1234567890ABCDE&To=%2B15550000002&From=%2B15550000001";
    private static final String JSON = "{\"property\": \"value\", \"boolean\": true}";
    private static final String JSON_HASH =
            "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";

    private final TwilioSignature signature = new TwilioSignature(List.of(TOKEN));

    @Test
    void formIsSignedWithItsAddress() {
        assertThat(signs(HOOK, CALL, "e5JMDjSXgsM3mJNnACBWIfoA8YE=")).isTrue();
    }

    @Test
    void addressSignedWithTheStandardPortIsTheSameAddress() {
        assertThat(signs(HOOK, CALL, "d9dOxLFowPqvxzJRYGTfy51Buh0=")).isTrue();
    }

    @Test
    void addressAloneIsSignedWhereThereAreNoFields() {
        assertThat(signs(HOOK, "", "nboFO3MSjEZLASURLlluIQxqwag=")).isTrue();
    }

    @Test
    void repeatedNameIsSignedWithItsDistinctValuesInOrder() {
        var form = "MessageSid=SM1&MediaUrl=b&MediaUrl=a&MediaUrl=b";

        assertThat(signs("https://localhost/hook", form, "VkSmPs59YIeE1e7qUgh+SvvVgXU=")).isTrue();
    }

    @Test
    void decodedTextIsSignedAsUtf8() {
        var form =
                "AccountSid=AC00000000000000000000000000000000&ApiVersion=2010-04-01"
                        + "&Body=Hola+%F0%9F%91%8B+%26+adi%C3%B3s&From=whatsapp%3A%2B15550001111"
                        + "&MessageSid=SM00000000000000000000000000000001"
                        + "&SmsMessageSid=SM00000000000000000000000000000001&MessageType=text"
                        + "&NumMedia=0&NumSegments=1&ProfileName=Ana+%CE%A9&SmsStatus=received"
                        + "&To=whatsapp%3A%2B14155238886&WaId=15550001111";

        assertThat(signs("https://localhost/webhooks/twilio", form, "aGVvsXkyRFyz8iLLYtB92/D+E5g="))
                .isTrue();
    }

    @Test
    void jsonIsSignedByItsHashInTheAddress() {
        var query = "foo=1&bar=2&bodySHA256=" + JSON_HASH;
        var address = "https://localhost/hook?" + query;

        assertThat(signsJson(address, query, JSON, "18UEddhEEsA9vw9A6/RZAH1ihT4=")).isTrue();
        assertThat(signsJson(address, query, JSON + " ", "18UEddhEEsA9vw9A6/RZAH1ihT4=")).isFalse();
    }

    @Test
    void jsonWithoutItsHashInTheAddressIsNotSigned() {
        var query = "foo=1&bar=2";

        assertThat(signsJson(HOOK, query, JSON, "nboFO3MSjEZLASURLlluIQxqwag=")).isFalse();
    }

    @Test
    void anyChangeBreaksTheSignature() {
        assertThat(signs(HOOK, CALL + "&Extra=1", "e5JMDjSXgsM3mJNnACBWIfoA8YE=")).isFalse();
        assertThat(signs(HOOK + "&c=3", CALL, "e5JMDjSXgsM3mJNnACBWIfoA8YE=")).isFalse();
        assertThat(signs(HOOK, CALL, "")).isFalse();
        assertThat(signs(HOOK, CALL, "e5JMDjSXgsM3mJNnACBWIfoA8YF=")).isFalse();
    }

    @Test
    void bothTokensAreAcceptedDuringARotation() {
        // Given
        var rotating = new TwilioSignature(List.of("the next one", TOKEN));

        // When
        var signs =
                rotating.signs(
                        List.of(HOOK), TwilioFields.ofForm(CALL), "e5JMDjSXgsM3mJNnACBWIfoA8YE=");

        // Then
        assertThat(signs).isTrue();
    }

    @Test
    void addressComesFromTheSettingsAndTheQueryFromTheRequest() {
        // Given
        var url = new PublicUrl("https://public.example/hooks/whatsapp#rc=5&ct=2000");

        // When
        var messages = url.candidates("/whatsapp", "", null);
        var statuses = url.candidates("/whatsapp/status", "/status", "part=a.1");

        // Then
        assertThat(messages)
                .containsExactly(
                        "https://public.example/hooks/whatsapp", "https://public.example/whatsapp");
        assertThat(statuses)
                .containsExactly(
                        "https://public.example/hooks/whatsapp/status?part=a.1",
                        "https://public.example/whatsapp/status?part=a.1");
    }

    @Test
    void escapedQueryIsSignedAsItIsWithAndWithoutThePort() {
        // Given
        var url = new PublicUrl("https://public.example/whatsapp");
        var addresses = url.candidates("/whatsapp", "", "tag=a%2Fb%26c");
        var withPort = "https://public.example:443/whatsapp?tag=a%2Fb%26c";
        var withoutPort = "https://public.example/whatsapp?tag=a%2Fb%26c";
        var form = TwilioFields.ofForm("Body=x");

        // When
        var fields = Map.of("Body", "x");

        // Then
        assertThat(signature.signs(addresses, form, Signatures.twilio(TOKEN, withPort, fields)))
                .isTrue();
        assertThat(signature.signs(addresses, form, Signatures.twilio(TOKEN, withoutPort, fields)))
                .isTrue();
    }

    private boolean signs(String address, String form, String signed) {
        return signature.signs(List.of(address), TwilioFields.ofForm(form), signed);
    }

    private boolean signsJson(String address, String query, String body, String signed) {
        return signature.signs(
                List.of(address), query, Buffer.buffer(body.getBytes(UTF_8)), signed);
    }
}
