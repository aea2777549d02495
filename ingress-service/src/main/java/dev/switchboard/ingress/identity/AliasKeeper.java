package dev.switchboard.ingress.identity;

import dev.switchboard.chassis.failure.Backoff;
import dev.switchboard.chassis.failure.LoggableFailure;
import dev.switchboard.model.identity.CustomerAddress;
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
 * Keeps what instances know of aliases together, beside the webhooks' path: writes what this one
 * has seen to Redis, in its own time, and reads what the others have. What does not fit into its
 * queue is counted and forgotten; the customer's next message tells it again.
 */
@ApplicationScoped
public class AliasKeeper {
    private static final Logger LOG = Logger.getLogger(AliasKeeper.class);
    private static final int MOST_WAITING = 10_000;
    private static final Duration BETWEEN_READS = Duration.ofSeconds(5);

    private static final Backoff UNTIL_REDIS =
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));

    /** How far instances' clocks may be apart without one missing what another wrote. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

    /**
     * A webhook showed a user id.
     *
     * @param phone the number beside it
     */
    record Sighting(Alias userId, Optional<String> phone) {}

    private final AliasStore store;
    private final KnownAliases known;
    private final InstantSource clock;
    private final Counter forgotten;
    private final BlockingQueue<Sighting> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final BoundedMap<Sighting, Boolean> told = new BoundedMap<>(KnownAliases.MOST);
    private Instant readUpTo = Instant.EPOCH;
    private @Nullable Thread keeper;

    AliasKeeper(AliasStore store, KnownAliases known, InstantSource clock, MeterRegistry registry) {
        this.store = store;
        this.known = known;
        this.clock = clock;
        this.forgotten = registry.counter("switchboard.identity.sightings.forgotten");
        registry.gaugeCollectionSize("switchboard.identity.sightings.waiting", List.of(), waiting);
    }

    void start(@Observes StartupEvent event) {
        keeper = Thread.ofVirtual().name("alias-keeper").start(this::keep);
    }

    @PreDestroy
    void stop() {
        if (keeper != null) {
            keeper.interrupt();
        }
    }

    /**
     * Never waits; a sighting that was told before is not told again. One that is not taken leaves
     * no trace: to take it out of the others would cost a look at all of them.
     */
    void tell(Sighting sighting) {
        if (told.get(sighting).isPresent()) {
            return;
        }
        if (waiting.offer(sighting)) {
            told.put(sighting, true);
        } else {
            forgotten.increment();
        }
    }

    private void keep() {
        try {
            while (true) {
                untilRedisAnswers(this::readIfDue);
                var sighting = waiting.poll(BETWEEN_READS.toMillis(), TimeUnit.MILLISECONDS);
                if (sighting != null) {
                    untilRedisAnswers(() -> write(sighting));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The outermost frame of this thread: whatever Redis' client throws, it is tried again. */
    private static void untilRedisAnswers(Runnable work) throws InterruptedException {
        for (var attempt = 1; ; attempt++) {
            try {
                work.run();
                return;
            } catch (RuntimeException e) {
                LOG.debugf(LoggableFailure.of(e), "Aliases wait for Redis attempt=%d", attempt);
                Thread.sleep(UNTIL_REDIS.after(attempt));
            }
        }
    }

    private void readIfDue() {
        var now = clock.instant();
        if (now.isBefore(readUpTo.plus(BETWEEN_READS))) {
            return;
        }
        var since = readUpTo.equals(Instant.EPOCH) ? readUpTo : readUpTo.minus(CLOCKS_APART);
        store.announcedSince(since).forEach(known::learn);
        readUpTo = now;
    }

    private void write(Sighting sighting) {
        var userId = sighting.userId();
        var claimed = sighting.phone().map(userId::called).map(this::claimed);
        var address = store.remember(userId, claimed.orElseGet(userId::asAddress));
        known.learn(userId, address);
        if (!address.isPhone()) {
            store.announce(userId, address, clock.instant());
            sighting.phone().map(userId::called).ifPresent(phone -> lead(phone, address));
        }
    }

    /** The number, or the older one that it came in the place of. */
    private CustomerAddress claimed(Alias phone) {
        return known.olderThan(phone).filter(CustomerAddress::isPhone).orElseGet(phone::asAddress);
    }

    /** The number came later than the user id, so it leads there. */
    private void lead(Alias phone, CustomerAddress userId) {
        store.remember(phone, userId);
        store.announce(phone, userId, clock.instant());
        known.learn(phone, userId);
    }
}
