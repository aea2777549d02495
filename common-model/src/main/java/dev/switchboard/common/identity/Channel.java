package dev.switchboard.common.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Provider through which a business reaches WhatsApp.
 *
 * @param wireName name in events, the database, settings and metrics
 */
public record Channel(@JsonValue String wireName) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,29}");

    public static final Channel TWILIO = new Channel("twilio");
    public static final Channel META = new Channel("meta");

    /** Channels of the product; another one gets a line here. */
    private static final List<Channel> ALL = List.of(TWILIO, META);

    public Channel {
        if (!FORM.matcher(wireName).matches()) {
            throw new IllegalArgumentException("not a channel: " + wireName);
        }
    }

    @JsonCreator
    public static Channel of(String wireName) {
        return new Channel(wireName);
    }

    public static List<Channel> all() {
        return ALL;
    }

    @Override
    public String toString() {
        return wireName;
    }
}
