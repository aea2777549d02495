package dev.switchboard.ingress.catchup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.switchboard.channels.twilio.ListedMessage;
import dev.switchboard.channels.webhook.MalformedWebhookException;
import dev.switchboard.channels.webhook.ParsedMessage;
import dev.switchboard.channels.webhook.WebhookResult;
import dev.switchboard.common.identity.BusinessNumbers;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.ingress.webhook.PublishedMessageCache;
import dev.switchboard.ingress.webhook.PublishedMessageStore;
import dev.switchboard.ingress.webhook.WebhookPublisher;
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

/** Finds unpublished messages in a message list and publishes them as their webhook would. */
@ApplicationScoped
public class MissedMessageFinder {
    private static final Logger LOG = Logger.getLogger(MissedMessageFinder.class);

    /** Maximum number held at once; if there are more, the oldest come first. */
    static final int MAX_FOUND = 10_000;

    private static final int BATCH_SIZE = 50;

    /** Limits catch-up to 200 messages a second, so that new messages do not wait behind it. */
    private static final Duration BATCH_INTERVAL = Duration.ofMillis(250);

    /** A busy number's messages of a day; bounds a list without an end. */
    private static final int MAX_PAGES = 2_000;

    private final WebhookPublisher publisher;
    private final PublishedMessageCache publishedCache;
    private final PublishedMessageStore publishedStore;
    private final BusinessNumbers numbers;
    private final InstantSource clock;
    private final Counter published;

    MissedMessageFinder(
            WebhookPublisher publisher,
            PublishedMessageCache publishedCache,
            PublishedMessageStore publishedStore,
            BusinessNumbers numbers,
            InstantSource clock,
            MeterRegistry registry) {
        this.publisher = publisher;
        this.publishedCache = publishedCache;
        this.publishedStore = publishedStore;
        this.numbers = numbers;
        this.clock = clock;
        this.published = registry.counter("switchboard.catch.up.messages");
    }

    /**
     * Starts sharing what this instance publishes with the others.
     *
     * @param retention how far back any instance searches
     */
    void startSharing(Duration retention) {
        publishedStore.startSharing(retention);
    }

    /**
     * @param hasMore whether newer messages were left for the next search
     */
    record Found(List<ListedMessage> oldestFirst, boolean hasMore) {
        Instant newestAt() {
            return oldestFirst.getLast().writtenAt().orElse(Instant.MIN);
        }
    }

    /** Messages written to the number in that time that no instance is known to have published. */
    Found find(MessageList list, String to, Instant since, Instant until)
            throws IOException, InterruptedException {
        Deque<ListedMessage> oldestFirst = new ArrayDeque<>();
        var hasMore = false;
        var day = LocalDate.ofInstant(since, ZoneOffset.UTC);
        var page = Optional.of(list.firstPage(to, day));
        for (var pages = 1; page.isPresent() && pages <= MAX_PAGES; pages++) {
            missedIn(page.get(), since, until).forEach(oldestFirst::addFirst);
            while (oldestFirst.size() > MAX_FOUND) {
                oldestFirst.removeLast();
                hasMore = true;
            }
            page = endsBefore(page.get(), since) ? Optional.empty() : list.pageAfter(page.get());
        }
        return new Found(List.copyOf(oldestFirst), hasMore);
    }

    private List<ListedMessage> missedIn(JsonNode page, Instant since, Instant until) {
        var candidates =
                messagesOf(page).stream().filter(it -> isCandidate(it, since, until)).toList();
        if (candidates.isEmpty()) {
            return candidates;
        }
        Map<String, Instant> writtenAt = new HashMap<>();
        candidates.forEach(it -> writtenAt.put(it.sid(), it.writtenAt().orElseThrow()));
        var unknown = publishedStore.unknown(writtenAt);
        return candidates.stream().filter(it -> unknown.contains(it.sid())).toList();
    }

    private static List<ListedMessage> messagesOf(JsonNode page) {
        List<ListedMessage> messages = new ArrayList<>();
        page.path("messages").forEach(message -> messages.add(new ListedMessage(message)));
        return messages;
    }

    private boolean isCandidate(ListedMessage message, Instant since, Instant until) {
        var at = message.writtenAt();
        return message.isInbound()
                && at.isPresent()
                && !at.get().isBefore(since)
                && !at.get().isAfter(until)
                && !publishedCache.contains(MessageId.ofProvider(Channel.TWILIO, message.sid()));
    }

    /** True if the next pages are too old: Twilio lists the newest first. */
    private static boolean endsBefore(JsonNode page, Instant since) {
        var messages = page.path("messages");
        var oldest = new ListedMessage(messages.path(messages.size() - 1)).writtenAt();
        return oldest.filter(at -> at.isBefore(since)).isPresent();
    }

    /** Publishes in order; returns when Kafka has acknowledged all. */
    void publish(MessageList list, List<ListedMessage> oldestFirst)
            throws IOException, InterruptedException {
        for (var from = 0; from < oldestFirst.size(); from += BATCH_SIZE) {
            var to = Math.min(from + BATCH_SIZE, oldestFirst.size());
            List<ParsedMessage> messages = new ArrayList<>();
            for (var message : oldestFirst.subList(from, to)) {
                read(message, list).ifPresent(messages::add);
            }
            publish(messages);
            Thread.sleep(BATCH_INTERVAL);
        }
        if (!oldestFirst.isEmpty()) {
            LOG.infof("Missed messages published provider=twilio count=%d", oldestFirst.size());
        }
    }

    private Optional<ParsedMessage> read(ListedMessage message, MessageList list)
            throws IOException, InterruptedException {
        var media = mediaOf(message, list);
        try {
            return message.toMessage(media, list.baseUrl(), numbers, clock.instant());
        } catch (MalformedWebhookException e) {
            LOG.warnf("Listed message skipped provider=twilio cause=%s", e.reason());
            return Optional.empty();
        } catch (IllegalArgumentException _) {
            LOG.warn("Listed message skipped provider=twilio cause=unreadable");
            return Optional.empty();
        }
    }

    /** Missing for deleted media; the message's text is still published. */
    private static JsonNode mediaOf(ListedMessage message, MessageList list)
            throws IOException, InterruptedException {
        try {
            return message.hasMedia() ? list.mediaOf(message.sid()) : MissingNode.getInstance();
        } catch (NotFoundAtTwilioException e) {
            LOG.warnf("Media of listed message deleted provider=twilio cause=%s", e.toString());
            return MissingNode.getInstance();
        }
    }

    private void publish(List<ParsedMessage> messages) throws IOException, InterruptedException {
        if (messages.isEmpty()) {
            return;
        }
        var bytes = messages.stream().mapToInt(message -> message.raw().length()).sum();
        var webhook = new WebhookResult.Accepted(messages, List.of(), List.of());
        try {
            publisher.publish(webhook, bytes).toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new IOException("not published: " + e.getCause());
        }
        published.increment(messages.size());
    }
}
