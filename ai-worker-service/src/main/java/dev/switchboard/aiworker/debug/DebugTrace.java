package dev.switchboard.aiworker.debug;

import static java.util.stream.Collectors.joining;

import dev.switchboard.aiworker.inflight.TurnBatch;
import dev.switchboard.aiworker.setting.ConversationSettings;
import dev.switchboard.common.content.ContentText;
import dev.switchboard.languagemodel.Prompt;
import dev.switchboard.transcript.debug.DebugEntry;
import dev.switchboard.transcript.debug.DebugEntry.Line;
import dev.switchboard.transcript.debug.DebugEntry.PersonaVersion;
import dev.switchboard.transcript.setting.PersonaRules.Debug;
import dev.switchboard.transcript.turn.TurnSnapshot;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Trace of one turn batch in debug mode; keeps nothing where that is off. Not safe for use by many
 * threads.
 */
public final class DebugTrace {
    private final ConversationSettings settings;
    private final Debug mode;
    private @Nullable DebugEntry last;
    private boolean isShown;

    private DebugTrace(ConversationSettings settings, Debug mode) {
        this.settings = settings;
        this.mode = mode;
    }

    /** Begins a trace in the persona's mode; operators may have switched it on by themselves. */
    public static DebugTrace begin(ConversationSettings settings, TurnSnapshot taken) {
        var ofPersona = settings.rules().debug();
        return new DebugTrace(
                settings, ofPersona == Debug.OFF && taken.debug() ? Debug.OPERATORS : ofPersona);
    }

    /**
     * Keeps the prompt as the last one.
     *
     * @return text for the customer, once, where the persona shows it to customers
     */
    public Optional<String> onPrompt(TurnBatch batch, Prompt prompt) {
        if (mode == Debug.OFF) {
            return Optional.empty();
        }
        var entry = entry(batch, prompt);
        last = entry;
        if (mode != Debug.CUSTOMER || isShown) {
            return Optional.empty();
        }
        isShown = true;
        return Optional.of(DebugText.forCustomer(entry, batch.conversation()));
    }

    /** Keeps which profile of the chain has answered. */
    public void answeredBy(String profile) {
        last = last == null ? null : last.by(profile);
    }

    /** The input of the last call; empty without one, or where the mode is off. */
    public Optional<DebugEntry> entry() {
        return Optional.ofNullable(last);
    }

    private DebugEntry entry(TurnBatch batch, Prompt prompt) {
        return new DebugEntry(
                batch.messages().stream()
                        .map(message -> DebugText.withoutKeys(ContentText.of(message.content())))
                        .collect(joining("\n")),
                DebugText.withoutKeys(prompt.system()),
                prompt.entries().stream().map(DebugTrace::line).toList(),
                settings.persona()
                        .map(persona ->
                                new PersonaVersion(
                                        persona.id(), persona.values().name(), persona.version())),
                settings.models().profiles().getFirst());
    }

    private static Line line(Prompt.Entry entry) {
        return new Line(
                entry.side().name().toLowerCase(Locale.ROOT), DebugText.withoutKeys(entry.text()));
    }
}
