package dev.switchboard.buffer.burst;

import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Open bursts of one partition with their due times. The bursts are in a persistent store; the due
 * times are an index in memory, computed from the bursts at the start. For one thread.
 */
public final class OpenBursts {
    public static final String STORE = "bursts";

    private final KeyValueStore<String, Burst> store;
    private final TreeSet<Due> byDueTime = new TreeSet<>(Due.EARLIEST_FIRST);
    private final Map<String, Due> byConversation = new HashMap<>();

    /** Reads the bursts that an earlier owner of the partition left open. */
    public OpenBursts(KeyValueStore<String, Burst> store, BurstRulesByNumber rules, Instant now) {
        this.store = store;
        try (var entries = store.all()) {
            entries.forEachRemaining(entry -> schedule(entry.value, rules, now));
        }
    }

    /**
     * Store for the topology to declare. A burst lives for seconds: the changelog is compacted
     * early, so that a restart reads little.
     */
    public static StoreBuilder<KeyValueStore<String, Burst>> storeBuilder() {
        var changelog =
                Map.of(
                        "max.message.bytes",
                        Integer.toString(Topics.MAX_RECORD_BYTES),
                        "segment.bytes",
                        Integer.toString(2 * Topics.MAX_RECORD_BYTES),
                        "segment.ms",
                        "600000",
                        "min.cleanable.dirty.ratio",
                        "0.1");
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(STORE), Serdes.String(), BurstSerde.create())
                .withLoggingEnabled(changelog)
                .withCachingDisabled();
    }

    public Optional<Burst> find(ConversationId conversation) {
        return Optional.ofNullable(store.get(conversation.toString()));
    }

    /** Replaces the conversation's earlier burst. */
    public void put(Burst burst, BurstRulesByNumber rules, Instant now) {
        store.put(key(burst), burst);
        schedule(burst, rules, now);
    }

    public void remove(Burst burst) {
        store.delete(key(burst));
        unschedule(key(burst));
    }

    /** Returns the time from which {@link #dueBy} finds one; empty if none is open. */
    public Optional<Instant> nextDueAt() {
        return byDueTime.isEmpty() ? Optional.empty() : Optional.of(byDueTime.first().at());
    }

    /** Bursts whose due time in the index is not after {@code now}, earliest first. */
    public List<Burst> dueBy(Instant now) {
        var due = new ArrayList<Burst>();
        for (var entry : byDueTime.headSet(new Due(now, Due.AFTER_ALL), true)) {
            due.add(store.get(entry.conversation));
        }
        return due;
    }

    /**
     * Sets its due time by the current rules; at most the maximum wait from now, also where the
     * clock was set back to before its first message.
     */
    public void schedule(Burst burst, BurstRulesByNumber rules, Instant now) {
        unschedule(key(burst));
        var current = rules.of(burst.conversation().business());
        var latest = now.plus(current.maxWait());
        var closesAt = burst.closesAt(current);
        var due = new Due(closesAt.isBefore(latest) ? closesAt : latest, key(burst));
        byConversation.put(due.conversation, due);
        byDueTime.add(due);
    }

    private void unschedule(String conversation) {
        var due = byConversation.remove(conversation);
        if (due != null) {
            byDueTime.remove(due);
        }
    }

    public int count() {
        return byConversation.size();
    }

    private static String key(Burst burst) {
        return burst.conversation().id().toString();
    }

    private record Due(Instant at, String conversation) {
        /** Greater than the text of any UUID. */
        private static final String AFTER_ALL = "~";

        private static final Comparator<Due> EARLIEST_FIRST =
                Comparator.comparing(Due::at).thenComparing(Due::conversation);
    }
}
