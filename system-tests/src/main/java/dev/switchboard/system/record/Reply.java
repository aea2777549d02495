package dev.switchboard.system.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedCollection;
import java.util.stream.Collectors;

/**
 * Reply that one model call made for one customer, as far as it took effect.
 *
 * @param parts the sends in the order in which they came to the provider, repeated ones included
 */
public record Reply(String to, long call, int partCount, List<Part> parts) {
    public Reply {
        parts = List.copyOf(parts);
    }

    /** A send that took effect, and the echo in it. */
    public record Part(Send send, EchoedCall echo) {}

    private record Key(String to, long call) {}

    /** Every reply of which at least one part took effect, in the order of their first parts. */
    public static SequencedCollection<Reply> of(RunEvidence evidence) {
        var parts = new LinkedHashMap<Key, List<Part>>();
        for (var send : evidence.sends()) {
            if (send.tookEffect()) {
                EchoedCall.read(send.body())
                        .ifPresent(echo ->
                                parts.computeIfAbsent(
                                                new Key(send.to(), echo.call()),
                                                _ -> new ArrayList<>())
                                        .add(new Part(send, echo)));
            }
        }
        var replies = new ArrayList<Reply>();
        parts.forEach((key, own) ->
                replies.add(
                        new Reply(key.to(), key.call(), own.getFirst().echo().partCount(), own)));
        return replies;
    }

    /** The messages it answers, each once. */
    public List<String> markers() {
        return parts.stream().flatMap(part -> part.echo().markers().stream()).distinct().toList();
    }

    /** The numbers of its parts in the order in which they took effect. */
    public List<Integer> partNumbers() {
        return parts.stream().map(part -> part.echo().partNumber()).toList();
    }

    public boolean isComplete() {
        return parts.stream()
                        .map(part -> part.echo().partNumber())
                        .collect(Collectors.toSet())
                        .size()
                == partCount;
    }

    /** Number of the send of its first part. */
    public long firstSend() {
        return parts.getFirst().send().n();
    }

    /** Number of the send of its last part. */
    public long lastSend() {
        return parts.getLast().send().n();
    }
}
