package dev.switchboard.operator.conversation;

import dev.switchboard.transcript.debug.DebuggedReply;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Debug mode of a conversation as the API shows it.
 *
 * @param enabled true where an operator has switched it on; a persona may be in it by itself
 * @param entries the newest replies with what they were made of, the newest first
 */
@Schema(name = "ConversationDebug")
public record DebugView(boolean enabled, List<Entry> entries) {

    /**
     * Input of the model for one reply. Texts are cut at 20,000 characters; what looks like a key
     * is hidden.
     *
     * @param reply id of the message that was sent
     * @param settingsVersion version of all settings of the AI
     * @param cached true where the answer to the same question before was sent
     * @param entry the customer's messages that were answered
     * @param system the system prompt
     * @param history what the model was shown, the entry at its end
     * @param persona absent where the environment of ai-worker sets it
     * @param profile name of the AI profile
     */
    @Schema(name = "DebugEntry")
    public record Entry(
            UUID reply,
            Instant at,
            OptionalLong settingsVersion,
            boolean cached,
            String entry,
            String system,
            List<Line> history,
            Optional<UsedPersona> persona,
            @Schema(examples = "main") String profile) {}

    /** Text of one side. */
    @Schema(name = "DebugLine")
    public record Line(@Schema(enumeration = {"customer", "business"}) String side, String text) {}

    /** Persona as it was then. */
    public record UsedPersona(UUID id, String name, long version) {}

    static DebugView of(boolean enabled, List<DebuggedReply> replies) {
        return new DebugView(enabled, replies.stream().map(DebugView::entry).toList());
    }

    private static Entry entry(DebuggedReply reply) {
        var entry = reply.entry();
        return new Entry(
                reply.reply().value(),
                reply.at(),
                reply.settingsVersion(),
                reply.cached(),
                entry.entry(),
                entry.system(),
                entry.history().stream().map(line -> new Line(line.side(), line.text())).toList(),
                entry.persona().map(it -> new UsedPersona(it.id(), it.name(), it.version())),
                entry.profile());
    }
}
