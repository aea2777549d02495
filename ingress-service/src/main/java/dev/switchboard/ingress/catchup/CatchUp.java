package dev.switchboard.ingress.catchup;

import dev.switchboard.channels.twilio.TwilioWebhookSettings;
import dev.switchboard.common.identity.BusinessNumbers;
import dev.switchboard.common.identity.Channel;
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
 * Finds messages whose webhook we did not accept: Twilio does not retry. One instance at a time
 * reads Twilio's message list at an interval, off the webhooks' path, from where the last search
 * ended, and publishes messages that no instance is known to have published. A message published
 * twice does no harm: the buffer drops duplicates by id. Times are by Twilio's clock.
 */
@ApplicationScoped
public class CatchUp {
    private static final Logger LOG = Logger.getLogger(CatchUp.class);

    /** Maximum delay with which a message appears in Twilio's list, behind newer ones. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    /** Lets another instance take over from one that died. */
    private static final Duration MIN_LEASE = Duration.ofSeconds(10);

    private final CatchUpSettings settings;
    private final TwilioWebhookSettings twilio;
    private final BusinessNumbers numbers;
    private final MissedMessageFinder finder;
    private final CatchUpLease lease;
    private final InstantSource clock;
    private final Counter failures;
    private Instant searchedUpTo = Instant.MIN;
    private boolean failing;
    private @Nullable Thread thread;

    CatchUp(
            CatchUpSettings settings,
            TwilioWebhookSettings twilio,
            BusinessNumbers numbers,
            MissedMessageFinder finder,
            CatchUpLease lease,
            InstantSource clock,
            MeterRegistry registry) {
        this.settings = settings;
        this.twilio = twilio;
        this.numbers = numbers;
        this.finder = finder;
        this.lease = lease;
        this.clock = clock;
        this.failures = registry.counter("switchboard.catch.up.failures");
    }

    void start(@Observes StartupEvent event) {
        var token = twilio.authToken().flatMap(tokens -> tokens.stream().findFirst());
        if (settings.interval().isZero() || token.isEmpty()) {
            return;
        }
        if (settings.accountSid().isEmpty() || numbers.on(Channel.TWILIO).isEmpty()) {
            LOG.warn(
                    "Catch-up disabled, messages that Twilio cannot deliver are lost:"
                            + " TWILIO_ACCOUNT_SID or TWILIO_WHATSAPP_NUMBER is not set");
            return;
        }
        finder.startSharing(settings.maxAge().plus(OVERLAP));
        var list =
                new MessageList(
                        settings.baseUrl(), settings.accountSid().get(), token.get(), clock);
        thread = Thread.ofVirtual().name("catch-up").start(() -> run(list));
    }

    @PreDestroy
    void stop() {
        if (thread != null) {
            thread.interrupt();
            lease.release();
        }
    }

    private void run(MessageList list) {
        try {
            while (true) {
                if (!tryCatchUp(list)) {
                    Thread.sleep(settings.interval());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Outermost frame of a search: after any failure the next one starts where this one did. */
    private boolean tryCatchUp(MessageList list) throws InterruptedException {
        try {
            var more = catchUp(list);
            failing = false;
            return more;
        } catch (IOException | RuntimeException e) {
            failures.increment();
            LOG.logf(
                    failing ? Logger.Level.DEBUG : Logger.Level.WARN,
                    "Catch-up failed, retrying provider=twilio cause=%s",
                    e.toString());
            failing = true;
            return false;
        }
    }

    /** Returns true if there is more to read at once. */
    boolean catchUp(MessageList list) throws IOException, InterruptedException {
        if (!lease.tryAcquire(leaseDuration())) {
            return false;
        }
        var now = list.now();
        var until = now.minus(settings.minAge());
        var since = since(now, until);
        var more = false;
        var reached = until;
        for (var number : numbers.on(Channel.TWILIO)) {
            var found = finder.find(list, "whatsapp:" + number.phone(), since, until);
            finder.publish(list, found.oldestFirst());
            more |= found.hasMore();
            reached = found.hasMore() ? earlier(reached, found.newestAt()) : reached;
        }
        searchedUpTo = reached;
        lease.recordSearchedUpTo(reached);
        return more;
    }

    private Duration leaseDuration() {
        var duration = settings.interval().multipliedBy(5).dividedBy(2);
        return duration.compareTo(MIN_LEASE) > 0 ? duration : MIN_LEASE;
    }

    /** Ignores a recorded time in the future, which comes from an instance with a fast clock. */
    private Instant since(Instant now, Instant until) {
        var earliest = now.minus(settings.maxAge());
        var known = later(searchedUpTo, lease.searchedUpTo().orElse(Instant.MIN));
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
