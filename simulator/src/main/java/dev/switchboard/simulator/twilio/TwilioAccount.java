package dev.switchboard.simulator.twilio;

/**
 * The simulated account.
 *
 * @param sid AC and 32 hexadecimal digits
 * @param authToken the token that signs webhooks and authenticates calls
 * @param number the WhatsApp sender in E.164
 */
public record TwilioAccount(String sid, String authToken, String number) {
    @Override
    public String toString() {
        return "TwilioAccount[" + sid + ", " + number + "]";
    }
}
