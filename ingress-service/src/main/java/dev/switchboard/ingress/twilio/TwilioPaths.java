package dev.switchboard.ingress.twilio;

import java.util.List;

/** Paths of Twilio's webhooks; the second one is for earlier users. */
final class TwilioPaths {
    static final String ALIAS = "/api/whatsapp/webhook";

    /** Suffix of a status callback's path after the webhook's own. */
    static final String STATUS = "/status";

    static final List<String> MESSAGES = List.of("/whatsapp", ALIAS);
    static final List<String> STATUSES = MESSAGES.stream().map(path -> path + STATUS).toList();

    private TwilioPaths() {}
}
