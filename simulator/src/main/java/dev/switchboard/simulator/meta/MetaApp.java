package dev.switchboard.simulator.meta;

/**
 * The simulated app and its business number.
 *
 * @param accessToken the token that requests must have
 * @param phoneNumberId the id of the business number
 * @param appSecret the secret that signs webhooks
 * @param displayNumber the business number, digits only
 */
public record MetaApp(
        String accessToken, String phoneNumberId, String appSecret, String displayNumber) {
    @Override
    public String toString() {
        return "MetaApp[" + phoneNumberId + ", " + displayNumber + "]";
    }
}
