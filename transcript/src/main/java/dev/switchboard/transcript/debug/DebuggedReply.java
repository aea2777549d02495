package dev.switchboard.transcript.debug;

import dev.switchboard.common.identity.ReplyId;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Reply with what it was made of.
 *
 * @param settingsVersion version of the AI's settings that it was made with, if it is known
 * @param cached true for an answer of the answer cache
 */
public record DebuggedReply(
        ReplyId reply,
        Instant at,
        OptionalLong settingsVersion,
        boolean cached,
        DebugEntry entry) {}
