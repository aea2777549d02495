package dev.switchboard.transcript.setting;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Texts by which the model knows itself, as an administrator has set them.
 *
 * @param version the settings' version of its last write
 */
public record Persona(UUID id, long version, Values values) {

    /**
     * Values of a persona.
     *
     * @param persona who the model is
     * @param prompt what it is to do
     * @param audience those whom it answers
     * @param profile empty for the default profile
     * @param language a language tag; empty for the customer's own language
     * @param contextMessages empty for {@code MAX_CONTEXT_MESSAGES}
     */
    public record Values(
            String name,
            String persona,
            String prompt,
            List<Audience> audience,
            Optional<UUID> profile,
            Optional<String> language,
            OptionalInt contextMessages,
            PersonaRules rules) {
        public Values {
            audience = List.copyOf(audience);
        }

        /** Values with the default rules. */
        public Values(
                String name,
                String persona,
                String prompt,
                List<Audience> audience,
                Optional<UUID> profile,
                Optional<String> language,
                OptionalInt contextMessages) {
            this(
                    name,
                    persona,
                    prompt,
                    audience,
                    profile,
                    language,
                    contextMessages,
                    PersonaRules.DEFAULT);
        }
    }

    /** Kind of those whom a persona answers; an earlier kind goes before a later one. */
    public enum AudienceKind {
        @JsonProperty("customer")
        CUSTOMER,
        @JsonProperty("business")
        BUSINESS,
        @JsonProperty("default")
        DEFAULT
    }

    /**
     * Those whom a persona answers; no two personas have the same.
     *
     * @param address a customer's canonical address, a {@link BusinessKey}, or nothing
     */
    public record Audience(AudienceKind kind, String address) {
        public static final Audience DEFAULT = new Audience(AudienceKind.DEFAULT, "");

        public static Audience ofCustomer(String address) {
            return new Audience(AudienceKind.CUSTOMER, address);
        }

        public static Audience ofBusiness(String key) {
            return new Audience(AudienceKind.BUSINESS, key);
        }
    }
}
