package dev.switchboard.ingress.catchup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.switchboard.ingress.twilio.ListedMessage;
import dev.switchboard.ingress.webhook.CustomerMessage;
import dev.switchboard.ingress.webhook.MalformedWebhookException;
import dev.switchboard.ingress.webhook.OwnNumbers;
import dev.switchboard.ingress.webhook.Reading;
import dev.switchboard.ingress.webhook.RecentMessages;
import dev.switchboard.ingress.webhook.SharedMessages;
import dev.switchboard.ingress.webhook.WebhookPublisher;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.MessageId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jboss.logging.Logger;

/** Looks in a message list for what was not published, and publishes it as a webhook would. */
@ApplicationScoped
public class MissedMessages {
    private static final Logger LOG = Logger.getLogger(MissedMessages.class);

    /** How many are held at once; where there are more, the oldest are first. */
    static final int MOST = 10_000;

    /** How many go to Kafka at once. */
    private static final int TOGETHER = 50;

    /**
     * 200 messages a second at most: who writes now is not to wait behind those who wrote before.
     */
    private static final Duration BETWEEN = Duration.ofMillis(250);

    /** As many as a busy number gets in a day; ends a list that would not. */
    private static final int MOST_PAGES = 2_000;

    private final WebhookPublisher publisher;
    private final RecentMessages recent;
    private final SharedMessages shared;
    private final OwnNumbers own;
    private final InstantSource clock;
    private final Counter foundAgain;

    MissedMessages(
            WebhookPublisher publisher,
            RecentMessages recent,
            SharedMessages shared,
            OwnNumbers own,
            InstantSource clock,
            MeterRegistry registry) {
        this.publisher = publisher;
        this.recent = recent;
        this.shared = shared;
        this.own = own;
        this.clock = clock;
        this.foundAgain = registry.counter("switchboard.webhooks.found.again");
    }

    /**
     * From now on this instance tells the others what it has published.
     *
     * @param kept how far back anybody searches
     */
    void tellOthers(Duration kept) {
        shared.share(kept);
    }

    /**
     * @param hasMore whether newer ones were left for a next search
     */
    record Found(List<ListedMessage> oldestFirst, boolean hasMore) {
        Instant newestAt() {
            return oldestFirst.getLast().writtenAt().orElse(Instant.MIN);
        }
    }

    /** What was written to the number in that time and no instance has published lately. */
    Found find(MessageList list, String to, Instant since, Instant until)
            throws IOException, InterruptedException {
        Deque<ListedMessage> oldestFirst = new ArrayDeque<>();
        var hasMore = false;
        var day = LocalDate.ofInstant(since, ZoneOffset.UTC);
        var page = Optional.of(list.firstPage(to, day));
        for (var pages = 1; page.isPresent() && pages <= MOST_PAGES; pages++) {
            missedOn(page.get(), since, until).forEach(oldestFirst::addFirst);
            while (oldestFirst.size() > MOST) {
                oldestFirst.removeLast();
                hasMore = true;
            }
            page = endsBefore(page.get(), since) ? Optional.empty() : list.pageAfter(page.get());
        }
        return new Found(List.copyOf(oldestFirst), hasMore);
    }

    private List<ListedMessage> missedOn(JsonNode page, Instant since, Instant until) {
        var candidates =
                messagesOf(page).stream().filter(it -> isMissed(it, since, until)).toList();
        if (candidates.isEmpty()) {
            return candidates;
        }
        Map<String, Instant> writtenAt = new HashMap<>();
        candidates.forEach(it -> writtenAt.put(it.sid(), it.writtenAt().orElseThrow()));
        var unknown = shared.unknown(writtenAt);
        return candidates.stream().filter(it -> unknown.contains(it.sid())).toList();
    }

    private static List<ListedMessage> messagesOf(JsonNode page) {
        List<ListedMessage> messages = new ArrayList<>();
        page.path("messages").forEach(message -> messages.add(new ListedMessage(message)));
        return messages;
    }

    private boolean isMissed(ListedMessage message, Instant since, Instant until) {
        var at = message.writtenAt();
        return message.isInbound()
                && at.isPresent()
                && !at.get().isBefore(since)
                && !at.get().isAfter(until)
                && !recent.include(MessageId.ofProvider(Channel.TWILIO, message.sid()));
    }

    /** Twilio lists the newest first. */
    private static boolean endsBefore(JsonNode page, Instant since) {
        var messages = page.path("messages");
        var oldest = new ListedMessage(messages.path(messages.size() - 1)).writtenAt();
        return oldest.filter(at -> at.isBefore(since)).isPresent();
    }

    /** Returns when Kafka has acknowledged all of them, in their order. */
    void publish(MessageList list, List<ListedMessage> oldestFirst)
            throws IOException, InterruptedException {
        for (var from = 0; from < oldestFirst.size(); from += TOGETHER) {
            var to = Math.min(from + TOGETHER, oldestFirst.size());
            List<CustomerMessage> messages = new ArrayList<>();
            for (var message : oldestFirst.subList(from, to)) {
                read(message, list).ifPresent(messages::add);
            }
            publish(messages);
            Thread.sleep(BETWEEN);
        }
        if (!oldestFirst.isEmpty()) {
            LOG.infof("Messages found again provider=twilio count=%d", oldestFirst.size());
        }
    }

    private Optional<CustomerMessage> read(ListedMessage message, MessageList list)
            throws IOException, InterruptedException {
        var media = mediaOf(message, list);
        try {
            return message.asReceived(media, list.base(), own, clock.instant());
        } catch (MalformedWebhookException e) {
            LOG.warnf("Listed message left out provider=twilio cause=%s", e.reason());
            return Optional.empty();
        } catch (IllegalArgumentException _) {
            LOG.warn("Listed message left out provider=twilio cause=it cannot be read");
            return Optional.empty();
        }
    }

    /** Deleted media are missing; what was written with them is still said. */
    private static JsonNode mediaOf(ListedMessage message, MessageList list)
            throws IOException, InterruptedException {
        try {
            return message.hasMedia() ? list.mediaOf(message.sid()) : MissingNode.getInstance();
        } catch (NotThereException e) {
            LOG.warnf("Media of a listed message are gone provider=twilio cause=%s", e.toString());
            return MissingNode.getInstance();
        }
    }

    private void publish(List<CustomerMessage> messages) throws IOException, InterruptedException {
        if (messages.isEmpty()) {
            return;
        }
        var bytes = messages.stream().mapToInt(message -> message.raw().length()).sum();
        var webhook = new Reading.Accepted(messages, List.of(), List.of());
        try {
            publisher.publish(webhook, bytes).toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new IOException("not published: " + e.getCause());
        }
        foundAgain.increment(messages.size());
    }
}
