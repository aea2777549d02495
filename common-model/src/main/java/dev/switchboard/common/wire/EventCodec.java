package dev.switchboard.common.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.switchboard.common.event.Event;
import dev.switchboard.common.event.ReplyDecided;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Encodes events as record values and headers, and decodes them. */
public final class EventCodec {
    public static final String ID_HEADER = "event-id";
    public static final String TYPE_HEADER = "event-type";
    public static final String VERSION_HEADER = "event-version";

    /** Channel of a reply. */
    public static final String CHANNEL_HEADER = "channel";

    private static final byte[] VERSION = "1".getBytes(UTF_8);

    private EventCodec() {}

    public static byte[] encode(Event event) {
        try {
            return Json.mapper().writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "cannot write " + event.getClass().getSimpleName(), e);
        }
    }

    /**
     * Returns the headers of an event's record: the event's id, its type's name and the version of
     * its form, and a reply's channel, by which a reader tells whether it is for it without
     * decoding it. Replies of earlier versions lack the channel.
     */
    public static Map<String, byte[]> headers(Event event) {
        var headers = new HashMap<String, byte[]>();
        headers.put(ID_HEADER, event.eventId().toString().getBytes(UTF_8));
        headers.put(TYPE_HEADER, event.getClass().getSimpleName().getBytes(UTF_8));
        headers.put(VERSION_HEADER, VERSION);
        if (event instanceof ReplyDecided reply) {
            headers.put(CHANNEL_HEADER, reply.conversation().channel().wireName().getBytes(UTF_8));
        }
        return headers;
    }

    /**
     * @throws UndecodableException when the bytes are not an event of this type
     */
    public static <E extends Event> E decode(Class<E> type, byte @Nullable [] value) {
        if (value == null) {
            throw new UndecodableException(type, new IOException("the record has no value"));
        }
        try {
            var event = Json.mapper().readValue(value, type);
            if (event == null) {
                throw new UndecodableException(type, new IOException("the record says null"));
            }
            return event;
        } catch (IOException e) {
            throw new UndecodableException(type, e);
        }
    }
}
