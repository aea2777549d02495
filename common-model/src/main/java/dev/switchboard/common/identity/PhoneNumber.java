package dev.switchboard.common.identity;

/**
 * Phone number as written.
 *
 * @param canonical the one form of all its spellings, in E.164: the customer's address
 * @param spelling the digits as written, with a leading plus: the address to send to. WhatsApp
 *     knows some numbers by other digits than E.164 has
 */
public record PhoneNumber(String canonical, String spelling) {}
