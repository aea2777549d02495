package dev.switchboard.channels.twilio;

import dev.switchboard.common.identity.PartId;
import java.net.URI;

/**
 * URL to which Twilio posts a message's statuses; the part's id is in the query, so that a status
 * is evidence of a send even when its response was lost.
 */
record StatusCallback(URI webhook) {

    StatusCallback {
        // Twilio refuses host names that are not valid ones; java.net.URI finds no host in them.
        if (webhook.getHost() == null) {
            throw new IllegalArgumentException("TWILIO_WEBHOOK_URL has no valid host: " + webhook);
        }
    }

    /** Keeps the webhook's own query and its fragment, in which Twilio reads timeouts. */
    URI of(PartId part) {
        var query = webhook.getRawQuery() == null ? "" : webhook.getRawQuery() + "&";
        var fragment = webhook.getRawFragment() == null ? "" : "#" + webhook.getRawFragment();
        return URI.create(
                webhook.getScheme()
                        + "://"
                        + webhook.getRawAuthority()
                        + webhook.getRawPath().replaceFirst("/+$", "")
                        + "/status?"
                        + query
                        + "part="
                        + part
                        + fragment);
    }
}
