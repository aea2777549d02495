package dev.switchboard.transcript.reply;

import dev.switchboard.transcript.debug.DebugEntry;
import dev.switchboard.transcript.spend.AiCall;
import java.util.List;
import java.util.Optional;

/**
 * Origin of a reply.
 *
 * @param settingsVersion version of the AI's settings that it was made with, or {@link #NO_VERSION}
 * @param profile name of the AI profile that wrote it, at that version; empty if none did
 * @param cached true for an answer of the answer cache
 * @param calls the model calls that made it; the claim writes them to the ledger, whatever its
 *     result
 * @param debug input of the model, where debug mode is on
 */
public record ReplyOrigin(
        long settingsVersion,
        Optional<String> profile,
        boolean cached,
        List<AiCall> calls,
        Optional<DebugEntry> debug) {
    /** Stands for no version. */
    static final long NO_VERSION = -1;

    static final ReplyOrigin UNKNOWN = of(NO_VERSION);

    /** Origin of a text of the product. */
    public static ReplyOrigin of(long settingsVersion) {
        return new ReplyOrigin(
                settingsVersion, Optional.empty(), false, List.of(), Optional.empty());
    }

    /** The same, written by this profile. */
    public ReplyOrigin by(String writer) {
        return new ReplyOrigin(settingsVersion, Optional.of(writer), cached, calls, debug);
    }

    /** The same, made by these calls. */
    public ReplyOrigin with(List<AiCall> made) {
        return new ReplyOrigin(settingsVersion, profile, cached, made, debug);
    }

    /** The same, in debug mode. */
    public ReplyOrigin with(DebugEntry input) {
        return new ReplyOrigin(settingsVersion, profile, cached, calls, Optional.of(input));
    }
}
