package dev.switchboard.system.record;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Content of a send's body when the model echoes.
 *
 * @param call the number of the model call that made the reply
 * @param partNumber the part's number, from 1
 * @param partCount the number of parts of the reply
 * @param markers the messages it answers, as far as this part names them
 */
public record EchoedCall(long call, int partNumber, int partCount, List<String> markers) {
    private static final Pattern HEADER = Pattern.compile("^\\[Part (\\d+)/(\\d+)]\\s");
    private static final Pattern CALL = Pattern.compile("#(\\d+)\\b");
    private static final Pattern MARKER = Pattern.compile("\\bc\\d+\\.\\d+\\.\\d+\\b");

    public EchoedCall {
        markers = List.copyOf(markers);
    }

    /** Empty if the body is not an echo: an operator's message, a standard text. */
    public static Optional<EchoedCall> read(String body) {
        var header = HEADER.matcher(body);
        var hasHeader = header.find();
        var call = CALL.matcher(body);
        if (!call.find()) {
            return Optional.empty();
        }
        return Optional.of(
                new EchoedCall(
                        Long.parseLong(call.group(1)),
                        hasHeader ? Integer.parseInt(header.group(1)) : 1,
                        hasHeader ? Integer.parseInt(header.group(2)) : 1,
                        MARKER.matcher(body).results().map(MatchResult::group).toList()));
    }
}
