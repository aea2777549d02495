package dev.switchboard.ingress.identity;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;

/** Remembers the newest entries up to a number and forgets the oldest; reading takes no lock. */
public final class BoundedMap<K, V> {
    private final int most;
    private final ConcurrentMap<K, V> entries = new ConcurrentHashMap<>();
    private final Queue<K> byAge = new ConcurrentLinkedQueue<>();

    public BoundedMap(int most) {
        this.most = most;
    }

    public Optional<V> get(K key) {
        return entries.isEmpty() ? Optional.empty() : Optional.ofNullable(entries.get(key));
    }

    public void put(K key, V value) {
        if (entries.put(key, value) == null) {
            grown(key);
        }
    }

    /** Whether the key was new. */
    public boolean putIfNew(K key, V value) {
        var isNew = entries.putIfAbsent(key, value) == null;
        if (isNew) {
            grown(key);
        }
        return isNew;
    }

    private void grown(K key) {
        byAge.add(key);
        while (entries.size() > most) {
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
