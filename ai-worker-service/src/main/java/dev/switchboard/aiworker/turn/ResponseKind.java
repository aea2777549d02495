package dev.switchboard.aiworker.turn;

import dev.switchboard.aiworker.text.StandardText;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.content.VisibleText;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.event.OptOut;
import java.util.List;
import java.util.OptionalInt;

/** Kind of reply that a turn's messages need. */
sealed interface ResponseKind {

    /** Nothing to answer, as with a reaction, or something that is to be left unanswered. */
    record NoReply(String reason) implements ResponseKind {
        /** Also for what the provider has answered, as with a STOP. */
        static final NoReply NOTHING_TO_ANSWER = new NoReply("nothing to answer");
    }

    /**
     * More than a customer's limit; left unanswered.
     *
     * @param noticeSeconds time to wait, where the customer is told with this turn
     */
    record Limited(OptionalInt noticeSeconds) implements ResponseKind {}

    /** Content that the model cannot read; a standard text tells the customer so. */
    record StandardReply(StandardText text) implements ResponseKind {}

    /** Text, or content that can be put into text: answered by the model. */
    record ModelAnswer() implements ResponseKind {}

    /**
     * The strongest kind that any of the messages needs; of several standard replies the newest. No
     * reply where the last word about opting out is a STOP, whatever else the messages ask.
     */
    static ResponseKind of(List<MessageReceived> messages) {
        if (endWithStop(messages)) {
            return NoReply.NOTHING_TO_ANSWER;
        }
        ResponseKind strongest = NoReply.NOTHING_TO_ANSWER;
        for (var message : messages) {
            var kind = of(message);
            if (kind instanceof ModelAnswer) {
                return kind;
            }
            if (kind instanceof StandardReply) {
                strongest = kind;
            }
        }
        return strongest;
    }

    private static boolean endWithStop(List<MessageReceived> messages) {
        return messages.stream()
                .flatMap(message -> message.optOut().stream())
                .map(OptOut::word)
                .filter(word -> word != OptOut.Word.HELP)
                .reduce((_, later) -> later)
                .filter(word -> word == OptOut.Word.STOP)
                .isPresent();
    }

    private static ResponseKind of(MessageReceived message) {
        return message.optOut().filter(OptOut::needsNoReply).isPresent()
                ? NoReply.NOTHING_TO_ANSWER
                : of(message.content());
    }

    private static ResponseKind of(Content content) {
        return switch (content) {
            case Content.Text(var body) -> ofText(body);
            case Content.Media(var items, var caption) ->
                    caption.filter(ResponseKind::isVisible).isPresent()
                            ? new ModelAnswer()
                            : new StandardReply(StandardText.forMedia(items.getFirst().kind()));
            case Content.Location _, Content.Contacts _, Content.Choice _, Content.Order _ ->
                    new ModelAnswer();
            case Content.Edited(_, var body) -> ofText(body);
            case Content.Reaction _, Content.Deleted _, Content.Notice _ ->
                    NoReply.NOTHING_TO_ANSWER;
            case Content.Unsupported _ -> new StandardReply(StandardText.UNSUPPORTED);
        };
    }

    private static ResponseKind ofText(String text) {
        return isVisible(text) ? new ModelAnswer() : NoReply.NOTHING_TO_ANSWER;
    }

    /** False for a message of zero-width characters, for example. */
    private static boolean isVisible(String text) {
        return !VisibleText.isBlank(text);
    }
}
