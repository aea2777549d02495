package dev.switchboard.languagemodel;

import dev.switchboard.languagemodel.ModelHttp.Reading;
import dev.switchboard.languagemodel.ModelResult.Failure;
import dev.switchboard.languagemodel.ModelResult.Usage;

/**
 * AskYourDatabase's wire format: an answer is a stream of server-sent events, of which those with
 * {@code isText} make the text. The stream has no end mark, so one that ends within an event is
 * taken for cut.
 */
final class AskYourDatabaseFormat implements ModelHttp.WireFormat {
    private static final String DATA = "data:";

    /** The text of the stream, without events that are something else. */
    @Override
    public Reading read(String body) {
        if (!body.isEmpty() && !body.endsWith("\n") && !body.endsWith("\r")) {
            throw ResponseJson.failed(FailureCode.UNREADABLE, "a stream that ends in an event");
        }
        var text = new StringBuilder();
        body.lines()
                .filter(line -> line.startsWith(DATA))
                .map(line -> line.substring(DATA.length()).strip())
                .filter(data -> !data.equals("[DONE]"))
                .forEach(data -> text.append(textOf(data)));
        return new Reading(text.toString(), Usage.NONE);
    }

    private static String textOf(String data) {
        var event = ResponseJson.object(data);
        if (event.hasNonNull("error")) {
            throw ResponseJson.failed(FailureCode.OVERLOADED, "an error in the stream");
        }
        return event.path("isText").asBoolean() ? event.path("content").asText("") : "";
    }

    /** The error is a sentence, which may quote anything. */
    @Override
    public Failure failure(int status, String body) {
        return Failure.of(ModelHttp.code(status), "HTTP " + status);
    }
}
