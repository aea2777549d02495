package dev.switchboard.operator.setting;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.operator.api.RefusedRequest;
import dev.switchboard.operator.api.TextLimits;
import dev.switchboard.operator.conversation.Addressee;
import dev.switchboard.transcript.setting.BusinessKey;
import dev.switchboard.transcript.setting.Persona.Audience;
import dev.switchboard.transcript.setting.Persona.AudienceKind;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Those whom a persona answers, in requests and answers.
 *
 * @param isDefault everybody whom no other persona answers
 */
@Schema(name = "Audience")
public record AudienceBody(
        @Schema(description = "customers' phone numbers, or WhatsApp user ids")
                @Size(max = AudienceBody.MAX, message = AudienceBody.TOO_MANY)
                @Nullable List<@NotNull @Size(max = TextLimits.ADDRESS) String> customers,
        @Schema(description = "business numbers: phone numbers, or Meta's phone_number_id")
                @Size(max = AudienceBody.MAX, message = AudienceBody.TOO_MANY)
                @Nullable List<@NotNull @Size(max = TextLimits.ADDRESS) String> businesses,
        @JsonProperty("default") @Nullable Boolean isDefault) {
    static final int MAX = 500;
    static final String TOO_MANY = "must have at most {max} entries";

    static AudienceBody of(List<Audience> audiences) {
        return new AudienceBody(
                addresses(audiences, AudienceKind.CUSTOMER),
                addresses(audiences, AudienceKind.BUSINESS),
                audiences.contains(Audience.DEFAULT));
    }

    private static List<String> addresses(List<Audience> audiences, AudienceKind kind) {
        return audiences.stream()
                .filter(audience -> audience.kind() == kind)
                .map(Audience::address)
                .toList();
    }

    /**
     * @throws RefusedRequest naming the list that has an address which cannot be read
     */
    List<Audience> audiences() {
        return Stream.of(
                        given(customers).map(AudienceBody::customer).map(Audience::ofCustomer),
                        given(businesses).map(AudienceBody::business).map(Audience::ofBusiness),
                        Boolean.TRUE.equals(isDefault)
                                ? Stream.of(Audience.DEFAULT)
                                : Stream.<Audience>empty())
                .flatMap(audiences -> audiences)
                .distinct()
                .toList();
    }

    private static Stream<String> given(@Nullable List<String> addresses) {
        return addresses == null ? Stream.empty() : addresses.stream();
    }

    private static String customer(String written) {
        return Addressee.customerIn(written)
                .map(CustomerAddress::value)
                .orElseThrow(() ->
                        RefusedRequest.invalid(
                                "customers",
                                "customers must be international phone numbers or WhatsApp user"
                                        + " ids"));
    }

    private static String business(String written) {
        return businessKey("businesses", written);
    }

    /**
     * @throws RefusedRequest naming the field
     */
    static String businessKey(String field, String written) {
        var key = BusinessKey.of(written);
        if (key.isEmpty() || key.length() > TextLimits.DIGITS) {
            throw RefusedRequest.invalid(
                    field, field + " must be phone numbers or ids of Meta's phone numbers");
        }
        return key;
    }
}
