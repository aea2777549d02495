package dev.switchboard.model.identity;

/**
 * A phone number as somebody wrote it.
 *
 * @param canonical the one form of all its spellings, in E.164: what a customer is known by
 * @param spelling the digits that were written, with a leading plus: what a provider is sent to.
 *     WhatsApp knows some numbers by other digits than E.164 has
 */
public record PhoneNumber(String canonical, String spelling) {}
