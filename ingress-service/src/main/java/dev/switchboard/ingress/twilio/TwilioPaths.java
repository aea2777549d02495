package dev.switchboard.ingress.twilio;

import java.util.List;

/** Where Twilio finds us; the second webhook path is the one that earlier users know. */
final class TwilioPaths {
    static final String ALIAS = "/api/whatsapp/webhook";

    /** What a status callback's address has behind the webhook's own. */
    static final String STATUS = "/status";

    static final List<String> MESSAGES = List.of("/whatsapp", ALIAS);
    static final List<String> STATUSES = MESSAGES.stream().map(path -> path + STATUS).toList();

    private TwilioPaths() {}
}
