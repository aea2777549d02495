package dev.switchboard.chassis.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;

/** Converts the headers of a record to text, which all of ours are. */
public final class HeaderText {
    private HeaderText() {}

    /**
     * Returns the headers by name; of a repeated name the last one counts, as for every reader of
     * the record.
     */
    public static Map<String, String> of(Headers headers) {
        var text = new HashMap<String, String>();
        for (var header : headers) {
            if (header.value() != null) {
                text.put(header.key(), new String(header.value(), UTF_8));
            }
        }
        return text;
    }
}
