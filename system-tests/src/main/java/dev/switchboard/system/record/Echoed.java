package dev.switchboard.system.record;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What the body of a send tells about itself where the model echoed.
 *
 * @param call the number of the model call that made the reply
 * @param part the part's number, from 1
 * @param of how many parts the reply has
 * @param markers the messages it answers, as far as this part names them
 */
public record Echoed(long call, int part, int of, List<String> markers) {
    private static final Pattern HEADER = Pattern.compile("^\\[Part (\\d+)/(\\d+)]\\s");
    private static final Pattern CALL = Pattern.compile("#(\\d+)\\b");
    private static final Pattern MARKER = Pattern.compile("\\bc\\d+\\.\\d+\\.\\d+\\b");

    public Echoed {
        markers = List.copyOf(markers);
    }

    /** Empty where the body is no echo: an operator's words, a standard text. */
    public static Optional<Echoed> read(String body) {
        var header = HEADER.matcher(body);
        var parts = header.find();
        var call = CALL.matcher(body);
        if (!call.find()) {
            return Optional.empty();
        }
        return Optional.of(
                new Echoed(
                        Long.parseLong(call.group(1)),
                        parts ? Integer.parseInt(header.group(1)) : 1,
                        parts ? Integer.parseInt(header.group(2)) : 1,
                        MARKER.matcher(body).results().map(MatchResult::group).toList()));
    }
}
