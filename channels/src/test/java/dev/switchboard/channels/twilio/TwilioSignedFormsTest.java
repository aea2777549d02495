package dev.switchboard.channels.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.testing.Payloads;
import dev.switchboard.testing.Signatures;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries and bodies in encodings that must not be normalised before verification. */
class TwilioSignedFormsTest {
    private static final String TOKEN = "12345";

    private final TwilioSignature signature = new TwilioSignature(List.of(TOKEN));
    private final PublicUrl url = new PublicUrl("https://public.example/whatsapp");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src=o'brien%20and%20sons",
                "name=William+O'hara",
                "tag=b&tag=a&tag=b",
                "a=%C3%A9&b=%c3%a9",
                "empty=&flag&=x"
            })
    void queryIsVerifiedAsReceived(String query) {
        // Given
        var form = "Body=Hi&MessageSid=SM1";
        var signed =
                Signatures.twilio(
                        TOKEN, "https://public.example/whatsapp?" + query, Payloads.fields(form));

        // Then
        assertThat(
                        signature.signs(
                                url.candidates("/whatsapp", "", query),
                                TwilioFields.ofForm(form),
                                signed))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Body=1+%2B+1+%3D+2+%26+more",
                "Body=caf%C3%A9+%F0%9F%91%8B",
                "Body=a%20b&ProfileName=O'hara",
                "Body=&ButtonPayload=",
                "Body=line%0Abreak%0D%0A"
            })
    void decodedFieldsAreVerified(String form) {
        // Given
        var address = "https://public.example/whatsapp";
        var signed = Signatures.twilio(TOKEN, address, Payloads.fields(form));

        // Then
        assertThat(signature.signs(List.of(address), TwilioFields.ofForm(form), signed)).isTrue();
    }
}
