package dev.switchboard.aiworker.turn;

import dev.switchboard.aiworker.text.StandardText;
import dev.switchboard.model.content.Content;
import dev.switchboard.model.content.VisibleText;
import dev.switchboard.model.event.MessageReceived;
import dev.switchboard.model.event.OptOut;
import java.util.List;

/** What a turn's messages ask for. */
sealed interface Need {

    /** Nothing was said, as with a reaction, or the provider has answered it, as with a STOP. */
    record Silence() implements Need {}

    /** Something that no model here can take in; the customer is told so. */
    record Explanation(StandardText text) implements Need {}

    /** Words, or what can be put into words: the model's part. */
    record Answer() implements Need {}

    /**
     * The greatest need that any of the messages has; of several explanations the newest. None
     * where the customer wants to hear no more, whatever else was asked.
     */
    static Need of(List<MessageReceived> messages) {
        if (endInStop(messages)) {
            return new Silence();
        }
        Need greatest = new Silence();
        for (var message : messages) {
            var need = of(message);
            if (need instanceof Answer) {
                return need;
            }
            if (need instanceof Explanation) {
                greatest = need;
            }
        }
        return greatest;
    }

    private static boolean endInStop(List<MessageReceived> messages) {
        return messages.stream()
                .flatMap(message -> message.optOut().stream())
                .map(OptOut::word)
                .filter(word -> word != OptOut.Word.HELP)
                .reduce((_, later) -> later)
                .filter(word -> word == OptOut.Word.STOP)
                .isPresent();
    }

    private static Need of(MessageReceived message) {
        return message.optOut().filter(OptOut::asksForNothing).isPresent()
                ? new Silence()
                : of(message.content());
    }

    private static Need of(Content content) {
        return switch (content) {
            case Content.Text(var body) -> ofWords(body);
            case Content.Media(var items, var caption) ->
                    caption.filter(Need::says).isPresent()
                            ? new Answer()
                            : new Explanation(StandardText.about(items.getFirst().kind()));
            case Content.Location _, Content.Contacts _, Content.Choice _, Content.Order _ ->
                    new Answer();
            case Content.Edited(_, var body) -> ofWords(body);
            case Content.Reaction _, Content.Deleted _, Content.Notice _ -> new Silence();
            case Content.Unsupported _ -> new Explanation(StandardText.UNSUPPORTED);
        };
    }

    private static Need ofWords(String words) {
        return says(words) ? new Answer() : new Silence();
    }

    /** What nobody can see says nothing, such as a message of zero-width characters. */
    private static boolean says(String words) {
        return !VisibleText.isBlank(words);
    }
}
