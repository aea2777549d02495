package dev.switchboard.aiworker.turn;

import dev.switchboard.aiworker.history.HistoryEntry;
import dev.switchboard.aiworker.history.HistoryEntry.Sender;
import dev.switchboard.aiworker.history.PromptBuilder;
import dev.switchboard.aiworker.markdown.WhatsAppMarkup;
import dev.switchboard.chassis.start.SampleEvents;
import dev.switchboard.chassis.start.WarmUp;
import dev.switchboard.common.content.ContentText;
import dev.switchboard.common.wire.EventCodec;
import jakarta.inject.Singleton;
import java.util.List;

/** Reads a turn, builds its prompt, and converts and encodes a reply. */
@Singleton
public class TurnWarmUp implements WarmUp {
    private static final PromptBuilder PROMPTS = new PromptBuilder(1_000);
    private static final String ANSWER =
            """
            ## Two things
            - **First**, what you *asked* for, see [the page](https://example.com)
            - ~~Second~~, `code`

            | a | b |
            |---|---|
            | 1 | 2 |
            """;

    @Override
    public void run() {
        var turn = SampleEvents.turn();
        var entries =
                turn.messages().stream()
                        .map(message -> ContentText.of(message.content()))
                        .map(text -> new HistoryEntry(Sender.CUSTOMER, text))
                        .toList();
        var earlier = List.of(new HistoryEntry(Sender.AI, ANSWER));
        var _ = PROMPTS.prompt("You are a person.", earlier, entries);
        var _ = WhatsAppMarkup.of(ANSWER);
        var _ = EventCodec.encode(SampleEvents.reply());
    }
}
