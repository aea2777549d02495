package dev.switchboard.buffer.burst;

import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.model.topic.Topics;
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
 * The open bursts of one partition and when each is due. The bursts are in a store that survives;
 * the due times are in memory and follow from the bursts, so they are computed once at the start
 * and kept in order from then on. For one thread.
 */
public final class OpenBursts {
    public static final String STORE = "bursts";

    private final KeyValueStore<String, Burst> store;
    private final TreeSet<Due> inOrder = new TreeSet<>(Due.SOONEST_FIRST);
    private final Map<String, Due> byConversation = new HashMap<>();

    /** Reads what an earlier owner left open. */
    public OpenBursts(KeyValueStore<String, Burst> store, NumberRules rules, Instant now) {
        this.store = store;
        try (var left = store.all()) {
            left.forEachRemaining(entry -> schedule(entry.value, rules, now));
        }
    }

    /**
     * The store that the topology declares. A burst lives for seconds: its changelog is compacted
     * early, so that a restart reads little.
     */
    public static StoreBuilder<KeyValueStore<String, Burst>> storeBuilder() {
        var changelog =
                Map.of(
                        "max.message.bytes",
                        Integer.toString(Topics.LARGEST_RECORD_BYTES),
                        "segment.bytes",
                        Integer.toString(2 * Topics.LARGEST_RECORD_BYTES),
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

    /** Keeps it, in the place of the conversation's earlier one. */
    public void keep(Burst burst, NumberRules rules, Instant now) {
        store.put(key(burst), burst);
        schedule(burst, rules, now);
    }

    public void remove(Burst burst) {
        store.delete(key(burst));
        unschedule(key(burst));
    }

    /** Whether there may be any for {@link #dueBy}. */
    public boolean anyDueBy(Instant now) {
        return !inOrder.isEmpty() && !inOrder.first().at().isAfter(now);
    }

    /** Those that were due by {@code now} when they were last touched, the longest due first. */
    public List<Burst> dueBy(Instant now) {
        var due = new ArrayList<Burst>();
        for (var entry : inOrder.headSet(new Due(now, Due.AFTER_ALL), true)) {
            due.add(store.get(entry.conversation));
        }
        return due;
    }

    /**
     * Makes it due by the rules of today; after the longest wait at the latest, also when a clock
     * that was set back since says that it has not begun.
     */
    public void schedule(Burst burst, NumberRules rules, Instant now) {
        unschedule(key(burst));
        var own = rules.of(burst.conversation().business());
        var latest = now.plus(own.longest());
        var closesAt = burst.closesAt(own);
        var due = new Due(closesAt.isBefore(latest) ? closesAt : latest, key(burst));
        byConversation.put(due.conversation, due);
        inOrder.add(due);
    }

    private void unschedule(String conversation) {
        var due = byConversation.remove(conversation);
        if (due != null) {
            inOrder.remove(due);
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

        private static final Comparator<Due> SOONEST_FIRST =
                Comparator.comparing(Due::at).thenComparing(Due::conversation);
    }
}
