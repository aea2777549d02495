package dev.switchboard.channels.twilio;

import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.type.PhoneNumber;
import dev.switchboard.channels.send.OutgoingPart;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Maps a part to a request of Twilio's API, which cannot quote a message. */
final class OutgoingMessage {
    private OutgoingMessage() {}

    static MessageCreator of(OutgoingPart part, Duration validity) {
        var message = addressed(part);
        if (!part.text().isBlank()) {
            message.setBody(part.text());
        }
        message.setValidityPeriod((int) validity.toSeconds());
        return message;
    }

    private static MessageCreator addressed(OutgoingPart part) {
        var to = customer(part);
        var from = business(part);
        return part.mediaUrls().isEmpty()
                ? Message.creator(to, from, part.text())
                : Message.creator(to, from, media(part));
    }

    static PhoneNumber customer(OutgoingPart part) {
        return new PhoneNumber("whatsapp:" + part.conversation().address());
    }

    static PhoneNumber business(OutgoingPart part) {
        return new PhoneNumber("whatsapp:" + part.conversation().business().phone());
    }

    private static List<URI> media(OutgoingPart part) {
        try {
            return part.mediaUrls().stream().map(URI::create).toList();
        } catch (IllegalArgumentException e) {
            throw new BadMediaUrlException(e);
        }
    }
}
