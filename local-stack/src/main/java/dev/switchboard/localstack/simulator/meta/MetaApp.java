package dev.switchboard.localstack.simulator.meta;

/**
 * The simulated app and its business number.
 *
 * @param accessToken what calls must bear
 * @param phoneNumberId the id of the business number
 * @param appSecret what signs webhooks
 * @param displayNumber the business number, digits only
 */
public record MetaApp(
        String accessToken, String phoneNumberId, String appSecret, String displayNumber) {
    @Override
    public String toString() {
        return "MetaApp[" + phoneNumberId + ", " + displayNumber + "]";
    }
}
