package dev.switchboard.chassis.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;

/** The headers of a record as text, which all of ours are. */
public final class HeaderText {
    private HeaderText() {}

    /** Where a name comes twice the last one counts, as it does for whoever reads the record. */
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
