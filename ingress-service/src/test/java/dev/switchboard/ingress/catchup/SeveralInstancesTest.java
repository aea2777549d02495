package dev.switchboard.ingress.catchup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.channels.twilio.TwilioWebhookSettings;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.identity.BusinessNumbers;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.ingress.catchup.TwilioListServer.Listed;
import dev.switchboard.ingress.testing.SimulatedTwilio;
import dev.switchboard.ingress.webhook.PublishedMessageCache;
import dev.switchboard.ingress.webhook.PublishedMessageStore;
import dev.switchboard.ingress.webhook.WebhookPublisher;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.testing.TopicReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/**
 * Catch-up of messages that another instance published: a minute and a half of 500 messages a
 * second, none of them published by the searching instance, with a list that dates its responses.
 */
@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,redis"))
@WithTestResource(SimulatedTwilio.class)
class SeveralInstancesTest {
    private static final int PER_SECOND = 500;
    private static final int LISTED_COUNT = 90 * PER_SECOND;
    private static final int MISSED_COUNT = 7;
    private static final Duration CLOCK_OFFSET = Duration.ofMinutes(10);

    @Inject CatchUpSettings settings;
    @Inject TwilioWebhookSettings twilio;
    @Inject BusinessNumbers numbers;
    @Inject WebhookPublisher publisher;
    @Inject RedisDataSource redis;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private final String prefix = "test:" + UUID.randomUUID() + ":";

    @Test
    void messagesOfAnotherInstanceAreNotPublishedAgainAndTheSearchKeepsUp() throws Exception {
        // Given
        var now = Instant.now();
        var listed = written(LISTED_COUNT, now.minusSeconds(30));
        var other = instance(InstantSource.system());
        other.published.startSharing(Duration.ofHours(1));
        listed.stream()
                .skip(MISSED_COUNT)
                .forEach(it -> other.published.add(it.sid(), it.writtenAt()));
        await().until(() -> other.isAllShared());
        var searching = instance(InstantSource.system());
        var begun = System.nanoTime();

        // When
        var more = searching.search(listed);

        // Then
        System.out.printf(
                "%,d messages of other instances searched in %s, %.0f published%n",
                listed.size(), Duration.ofNanos(System.nanoTime() - begun), searching.found());
        assertThat(more).isFalse();
        assertThat(searching.found()).isEqualTo(MISSED_COUNT);
        assertThat(searching.searchedUpTo()).isAfter(now.minus(settings.minAge()).minusSeconds(2));
        other.published.stop();
    }

    @Test
    void withoutRedisAllAreUnknownAndAddingDoesNotBlock() {
        // Given
        var meters = new SimpleMeterRegistry();
        var alone = new PublishedMessageStore(failing(RedisDataSource.class), prefix, meters);
        alone.startSharing(Duration.ofHours(1));
        var now = Instant.now();

        // When
        for (var n = 0; n < 60_000; n++) {
            alone.add("SM" + n, now);
        }

        // Then
        assertThat(alone.unknown(Map.of("SM1", now, "SM2", now)))
                .containsExactlyInAnyOrder("SM1", "SM2");
        assertThat(meters.counter("switchboard.catch.up.published.dropped").count())
                .isBetween(1.0, 10_000.0);
        alone.stop();
    }

    /** Redis client whose commands fail. */
    private static <T> T failing(Class<T> commands) {
        return commands.cast(
                Proxy.newProxyInstance(
                        commands.getClassLoader(),
                        new Class<?>[] {commands},
                        (_, method, _) -> {
                            if (commands == RedisDataSource.class) {
                                return failing(method.getReturnType());
                            }
                            throw new IllegalStateException("Redis is failing");
                        }));
    }

    @Test
    void messagesAreFoundByTwiliosClockWhateverOurs() throws Exception {
        // Given
        var fast = instance(() -> Instant.now().plus(CLOCK_OFFSET));
        fast.search(List.of());
        var slow = instance(() -> Instant.now().minus(CLOCK_OFFSET));
        slow.search(List.of());
        var writtenSince = written(5, Instant.now().minus(settings.minAge()).minusSeconds(1));

        // When
        fast.search(writtenSince);
        slow.search(writtenSince);

        // Then
        assertThat(fast.found()).isEqualTo(5);
        assertThat(slow.found()).isEqualTo(5);
    }

    @Test
    void searchedTimeInTheFutureIsIgnored() throws Exception {
        // Given
        var searching = instance(InstantSource.system());
        searching.lease.recordSearchedUpTo(Instant.now().plus(CLOCK_OFFSET));

        // When
        searching.search(written(5, Instant.now().minusSeconds(30)));

        // Then
        assertThat(searching.found()).isEqualTo(5);
        assertThat(searching.searchedUpTo()).isBefore(Instant.now());
    }

    /** A search that failed there would fail there again until the message is too old. */
    @Test
    void malformedMessageOrDeletedMediaDoNotAffectTheOthers() throws Exception {
        // Given
        var whole = written(4, Instant.now().minusSeconds(30));
        var at = whole.getFirst().writtenAt();
        var withoutMedia = new Listed(whole.get(1).sid(), at, "whatsapp:+15550001111", 1);
        var malformed = new Listed(whole.get(2).sid(), at, "whatsapp:", 0);
        var searching = instance(InstantSource.system());

        try (var inbound = TopicReader.fromNow(Topics.INBOUND, kafka)) {
            // When
            searching.search(List.of(whole.getFirst(), withoutMedia, malformed, whole.getLast()));

            // Then
            assertThat(searching.found()).isEqualTo(3);
            var found = inbound.await(1, it -> it.providerMessageId().equals(withoutMedia.sid()));
            assertThat(found.getFirst().content()).isEqualTo(new Content.Text("listed"));
        }
    }

    /** Messages, newest first, at the rate of {@link #PER_SECOND}. */
    private static List<Listed> written(int count, Instant newest) {
        var run = UUID.randomUUID().toString().replace("-", "").substring(0, 24);
        return IntStream.range(0, count)
                .mapToObj(n ->
                        new Listed(
                                "SM" + run + "%08d".formatted(n),
                                newest.minusMillis(n * 1_000L / PER_SECOND)))
                .toList();
    }

    private Instance instance(InstantSource clock) {
        return new Instance(clock);
    }

    /** Service instance that shares Redis with the others. */
    private final class Instance {
        private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
        private final PublishedMessageStore published =
                new PublishedMessageStore(redis, prefix + "published:", meters);
        private final CatchUpLease lease =
                new CatchUpLease(redis, prefix + UUID.randomUUID() + ":");
        private final InstantSource clock;
        private final CatchUp catchUp;

        Instance(InstantSource clock) {
            this.clock = clock;
            var cache = new PublishedMessageCache(published);
            var finder =
                    new MissedMessageFinder(publisher, cache, published, numbers, clock, meters);
            catchUp = new CatchUp(settings, twilio, numbers, finder, lease, clock, meters);
        }

        boolean search(List<Listed> newestFirst) throws Exception {
            try (var server = new TwilioListServer(newestFirst)) {
                return catchUp.catchUp(new MessageList(server.url(), "AC0", "token", clock));
            }
        }

        boolean isAllShared() {
            var queued = meters.get("switchboard.catch.up.published.queued").gauge().value();
            return queued == 0 && sharedIds() == LISTED_COUNT - MISSED_COUNT;
        }

        private long sharedIds() {
            return redis.key().keys(prefix + "published:*").stream()
                    .mapToLong(key -> redis.set(String.class).scard(key))
                    .sum();
        }

        double found() {
            return meters.counter("switchboard.catch.up.messages").count();
        }

        Instant searchedUpTo() {
            return lease.searchedUpTo().orElseThrow();
        }
    }
}
