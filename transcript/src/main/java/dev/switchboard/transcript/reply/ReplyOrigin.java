package dev.switchboard.transcript.reply;

import dev.switchboard.transcript.debug.DebugEntry;
import java.util.Optional;

/**
 * Origin of a reply.
 *
 * @param settingsVersion version of the AI's settings that it was made with, or {@link #NO_VERSION}
 * @param cached true for an answer of the answer cache
 * @param debug input of the model, where debug mode is on
 */
public record ReplyOrigin(long settingsVersion, boolean cached, Optional<DebugEntry> debug) {
    /** Stands for no version. */
    static final long NO_VERSION = -1;

    static final ReplyOrigin UNKNOWN = of(NO_VERSION);

    /** Origin of a text of the product. */
    public static ReplyOrigin of(long settingsVersion) {
        return new ReplyOrigin(settingsVersion, false, Optional.empty());
    }
}
