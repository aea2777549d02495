package dev.switchboard.ingress.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.switchboard.chassis.resilience.Backoff;
import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.common.identity.CustomerAddress;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Synchronises the instances' aliases through Redis, off the webhooks' path: writes what this
 * instance has seen and reads what the others have. A sighting that does not fit into the queue is
 * counted and dropped; the customer's next message brings it again.
 */
@ApplicationScoped
public class AliasSync {
    private static final Logger LOG = Logger.getLogger(AliasSync.class);
    private static final int MAX_QUEUED = 10_000;
    private static final Duration READ_INTERVAL = Duration.ofSeconds(5);

    private static final Backoff REDIS_BACKOFF =
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));

    /** Difference of instances' clocks with which no announcement is missed. */
    private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(1);

    /**
     * User id that a webhook contained.
     *
     * @param phone phone number in the same webhook
     */
    record Sighting(Alias userId, Optional<String> phone) {}

    private final AliasStore store;
    private final KnownAliases aliases;
    private final InstantSource clock;
    private final Counter dropped;
    private final BlockingQueue<Sighting> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
    private final Cache<Sighting, Boolean> reported =
            Caffeine.newBuilder().maximumSize(KnownAliases.MAX_ALIASES).build();
    private Instant readUpTo = Instant.EPOCH;
    private @Nullable Thread thread;

    AliasSync(AliasStore store, KnownAliases aliases, InstantSource clock, MeterRegistry registry) {
        this.store = store;
        this.aliases = aliases;
        this.clock = clock;
        this.dropped = registry.counter("switchboard.identity.sightings.dropped");
        registry.gaugeCollectionSize("switchboard.identity.sightings.queued", List.of(), queue);
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofVirtual().name("alias-keeper").start(this::run);
    }

    @PreDestroy
    void stop() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    /**
     * Never blocks; ignores a sighting that was reported before. A dropped one is not remembered as
     * reported.
     */
    void report(Sighting sighting) {
        if (reported.getIfPresent(sighting) != null) {
            return;
        }
        if (queue.offer(sighting)) {
            reported.put(sighting, true);
        } else {
            dropped.increment();
        }
    }

    private void run() {
        try {
            while (true) {
                retryUntilDone(this::readIfDue);
                var sighting = queue.poll(READ_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
                if (sighting != null) {
                    retryUntilDone(() -> write(sighting));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Outermost frame of this thread: retries whatever Redis' client throws. */
    private static void retryUntilDone(Runnable work) throws InterruptedException {
        for (var attempt = 1; ; attempt++) {
            try {
                work.run();
                return;
            } catch (RuntimeException e) {
                LOG.debugf(
                        LoggableFailure.of(e), "Alias sync failed, retrying attempt=%d", attempt);
                Thread.sleep(REDIS_BACKOFF.after(attempt));
            }
        }
    }

    private void readIfDue() {
        var now = clock.instant();
        if (now.isBefore(readUpTo.plus(READ_INTERVAL))) {
            return;
        }
        var since = readUpTo.equals(Instant.EPOCH) ? readUpTo : readUpTo.minus(MAX_CLOCK_SKEW);
        store.announcedSince(since).forEach(aliases::learn);
        readUpTo = now;
    }

    private void write(Sighting sighting) {
        var userId = sighting.userId();
        var oldestAddress = sighting.phone().map(userId::withName).map(this::oldestAddress);
        var address = store.putIfAbsent(userId, oldestAddress.orElseGet(userId::toAddress));
        aliases.learn(userId, address);
        if (!address.isPhone()) {
            store.announce(userId, address, clock.instant());
            sighting.phone().map(userId::withName).ifPresent(phone -> redirect(phone, address));
        }
    }

    /** Address of the number, or of the older number that it replaced. */
    private CustomerAddress oldestAddress(Alias phone) {
        return aliases.olderAddress(phone)
                .filter(CustomerAddress::isPhone)
                .orElseGet(phone::toAddress);
    }

    /** Resolves the number to the user id, which was seen first. */
    private void redirect(Alias phone, CustomerAddress userId) {
        store.putIfAbsent(phone, userId);
        store.announce(phone, userId, clock.instant());
        aliases.learn(phone, userId);
    }
}
