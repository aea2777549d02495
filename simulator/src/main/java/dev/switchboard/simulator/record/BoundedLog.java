package dev.switchboard.simulator.record;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;

/**
 * Numbers entries from 1 and keeps the newest, bounded by count and by characters. Like all state
 * of the simulator it belongs to one event loop.
 */
public final class BoundedLog<T extends Recorded> {
    private final int maxEntries;
    private final long maxCharacters;
    private final ArrayDeque<T> entries = new ArrayDeque<>();
    private long last;
    private long characters;

    public BoundedLog(int maxEntries, long maxCharacters) {
        this.maxEntries = maxEntries;
        this.maxCharacters = maxCharacters;
    }

    public T add(T entry) {
        entries.addLast(entry);
        last++;
        characters += entry.weight();
        while (entries.size() > maxEntries || (characters > maxCharacters && entries.size() > 1)) {
            characters -= entries.removeFirst().weight();
        }
        return entry;
    }

    /** The number of the newest entry; 0 before the first. */
    public long last() {
        return last;
    }

    /** The kept entries numbered above {@code after}, oldest first, at most {@code limit}. */
    public JsonArray after(long after, int limit) {
        var answer = new JsonArray();
        var n = last - entries.size();
        for (T entry : entries) {
            n++;
            if (n > after && answer.size() < limit) {
                answer.add(new JsonObject().put("n", n).mergeIn(entry.toJson()));
            }
        }
        return answer;
    }

    /** Forgets everything and numbers from 1 again. */
    public void clear() {
        entries.clear();
        last = 0;
        characters = 0;
    }
}
