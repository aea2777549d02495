package dev.switchboard.common.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The provider through which a business reaches WhatsApp. */
public enum Channel {
    TWILIO,
    META;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Channel of(String wireName) {
        for (var channel : values()) {
            if (channel.wireName().equals(wireName)) {
                return channel;
            }
        }
        throw new IllegalArgumentException("unknown channel: " + wireName);
    }
}
