package dev.switchboard.ingress.identity;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;

/**
 * Map with a maximum size that evicts its oldest entries; reads take no lock. Not Caffeine: when it
 * is full, that refuses new entries in favour of those read often, and here the newest count.
 */
public final class BoundedMap<K, V> {
    private final int maxEntries;
    private final ConcurrentMap<K, V> entries = new ConcurrentHashMap<>();
    private final Queue<K> byAge = new ConcurrentLinkedQueue<>();

    public BoundedMap(int maxEntries) {
        this.maxEntries = maxEntries;
    }

    public Optional<V> get(K key) {
        return entries.isEmpty() ? Optional.empty() : Optional.ofNullable(entries.get(key));
    }

    public void put(K key, V value) {
        if (entries.put(key, value) != null) {
            return;
        }
        byAge.add(key);
        while (entries.size() > maxEntries) {
            var oldest = byAge.poll();
            if (oldest == null) {
                return;
            }
            entries.remove(oldest);
        }
    }

    public void remove(K key) {
        if (entries.remove(key) != null) {
            byAge.remove(key);
        }
    }

    int size() {
        return entries.size();
    }
}
