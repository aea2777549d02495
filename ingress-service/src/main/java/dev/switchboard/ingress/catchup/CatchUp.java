package dev.switchboard.ingress.catchup;

import dev.switchboard.ingress.twilio.TwilioSettings;
import dev.switchboard.ingress.webhook.OwnNumbers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Finds messages again whose webhook we did not take: Twilio does not come a second time. One
 * instance at a time reads its message list every while, beside the webhooks' path, from where the
 * last search ended, and publishes what no instance is known to have published. That one has all
 * the same does no harm: the buffer drops repeats by their id. Times are by Twilio's clock.
 */
@ApplicationScoped
public class CatchUp {
    private static final Logger LOG = Logger.getLogger(CatchUp.class);

    /** How late a message may turn up in Twilio's list, behind newer ones. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    /** For whoever dies while it searches; the others come by that often. */
    private static final Duration LEAST_LEASE = Duration.ofSeconds(10);

    private final CatchUpSettings settings;
    private final TwilioSettings twilio;
    private final OwnNumbers own;
    private final MissedMessages missed;
    private final SharedSearch shared;
    private final InstantSource clock;
    private final Counter failures;
    private Instant readUpTo = Instant.MIN;
    private boolean failing;
    private @Nullable Thread job;

    CatchUp(
            CatchUpSettings settings,
            TwilioSettings twilio,
            OwnNumbers own,
            MissedMessages missed,
            SharedSearch shared,
            InstantSource clock,
            MeterRegistry registry) {
        this.settings = settings;
        this.twilio = twilio;
        this.own = own;
        this.missed = missed;
        this.shared = shared;
        this.clock = clock;
        this.failures = registry.counter("switchboard.webhooks.search.failures");
    }

    void start(@Observes StartupEvent event) {
        var token = twilio.authToken().flatMap(tokens -> tokens.stream().findFirst());
        if (settings.every().isZero() || token.isEmpty()) {
            return;
        }
        if (settings.accountSid().isEmpty() || own.all().isEmpty()) {
            LOG.warn(
                    "Messages that Twilio cannot deliver stay lost: TWILIO_ACCOUNT_SID or"
                            + " TWILIO_WHATSAPP_NUMBER is not set");
            return;
        }
        missed.tellOthers(settings.within().plus(OVERLAP));
        var list =
                new MessageList(
                        settings.baseUrl(), settings.accountSid().get(), token.get(), clock);
        job = Thread.ofVirtual().name("catch-up").start(() -> run(list));
    }

    @PreDestroy
    void stop() {
        if (job != null) {
            job.interrupt();
            shared.leave();
        }
    }

    private void run(MessageList list) {
        try {
            while (true) {
                if (!catchUpOrCount(list)) {
                    Thread.sleep(settings.every());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The outermost frame of a search: whatever fails, the next one starts where this one did. */
    private boolean catchUpOrCount(MessageList list) throws InterruptedException {
        try {
            var more = catchUp(list);
            failing = false;
            return more;
        } catch (IOException | RuntimeException e) {
            failures.increment();
            LOG.logf(
                    failing ? Logger.Level.DEBUG : Logger.Level.WARN,
                    "Missed messages are looked for again later provider=twilio cause=%s",
                    e.toString());
            failing = true;
            return false;
        }
    }

    /** Whether there is more to read at once. */
    boolean catchUp(MessageList list) throws IOException, InterruptedException {
        if (!shared.isOurs(lease())) {
            return false;
        }
        var now = list.now();
        var until = now.minus(settings.grace());
        var since = since(now, until);
        var more = false;
        var reached = until;
        for (var number : own.all()) {
            var found = missed.find(list, "whatsapp:" + number, since, until);
            missed.publish(list, found.oldestFirst());
            more |= found.hasMore();
            reached = found.hasMore() ? earlier(reached, found.newestAt()) : reached;
        }
        readUpTo = reached;
        shared.searched(reached);
        return more;
    }

    private Duration lease() {
        var lease = settings.every().multipliedBy(5).dividedBy(2);
        return lease.compareTo(LEAST_LEASE) > 0 ? lease : LEAST_LEASE;
    }

    /** Who has searched up to a time that is yet to come went by a clock that was fast. */
    private Instant since(Instant now, Instant until) {
        var earliest = now.minus(settings.within());
        var known = later(readUpTo, shared.searchedUpTo().orElse(Instant.MIN));
        var searched = earlier(known, until);
        return searched.isAfter(earliest) ? searched.minus(OVERLAP) : earliest;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
