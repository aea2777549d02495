package dev.switchboard.outbound.twilio;

import java.util.Optional;

/** What Twilio knows us by. */
record TwilioAccount(String sid, String authToken) {

    static Optional<TwilioAccount> in(TwilioSettings settings) {
        var token = settings.authToken().flatMap(tokens -> tokens.stream().findFirst());
        return settings.accountSid().flatMap(sid -> token.map(key -> new TwilioAccount(sid, key)));
    }

    @Override
    public String toString() {
        return sid;
    }
}
