package dev.switchboard.ingress.catchup;

import dev.switchboard.ingress.twilio.OwnNumbers;
import dev.switchboard.ingress.twilio.TwilioSettings;
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
 * Finds messages again whose webhook we did not take: Twilio does not come a second time. Reads its
 * message list at the start and every while, beside the webhooks' path, and publishes what this
 * instance has not seen. That another instance has, or this one before a restart, does no harm: the
 * buffer drops repeats by their id.
 */
@ApplicationScoped
public class CatchUp {
    private static final Logger LOG = Logger.getLogger(CatchUp.class);

    /** How late a message may turn up in Twilio's list, behind newer ones. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    private final CatchUpSettings settings;
    private final TwilioSettings twilio;
    private final OwnNumbers own;
    private final MissedMessages missed;
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
            InstantSource clock,
            MeterRegistry registry) {
        this.settings = settings;
        this.twilio = twilio;
        this.own = own;
        this.missed = missed;
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
        var list = new MessageList(settings.baseUrl(), settings.accountSid().get(), token.get());
        job = Thread.ofVirtual().name("catch-up").start(() -> run(list));
    }

    @PreDestroy
    void stop() {
        if (job != null) {
            job.interrupt();
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
    private boolean catchUp(MessageList list) throws IOException, InterruptedException {
        var now = clock.instant();
        var until = now.minus(settings.grace());
        var earliest = now.minus(settings.within());
        var since = readUpTo.isAfter(earliest) ? readUpTo.minus(OVERLAP) : earliest;
        var more = false;
        var reached = until;
        for (var number : own.all()) {
            var found = missed.find(list, "whatsapp:" + number, since, until);
            missed.publish(list, found.oldestFirst());
            more |= found.hasMore();
            reached = found.hasMore() ? earlier(reached, found.newestAt()) : reached;
        }
        readUpTo = reached;
        return more;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
