package dev.switchboard.channels.twilio;

import java.util.Optional;

/** Account SID and auth token for requests to Twilio. */
record TwilioCredentials(String sid, String authToken) {

    static Optional<TwilioCredentials> from(TwilioAccountSettings settings) {
        var token = settings.authToken().flatMap(tokens -> tokens.stream().findFirst());
        return settings.accountSid()
                .flatMap(sid -> token.map(key -> new TwilioCredentials(sid, key)));
    }

    @Override
    public String toString() {
        return sid;
    }
}
