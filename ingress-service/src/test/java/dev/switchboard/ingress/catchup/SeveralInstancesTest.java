package dev.switchboard.ingress.catchup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.ingress.catchup.TwilioListServer.Listed;
import dev.switchboard.ingress.testing.SimulatedTwilio;
import dev.switchboard.ingress.testing.TopicView;
import dev.switchboard.ingress.twilio.TwilioSettings;
import dev.switchboard.ingress.webhook.OwnNumbers;
import dev.switchboard.ingress.webhook.RecentMessages;
import dev.switchboard.ingress.webhook.SharedMessages;
import dev.switchboard.ingress.webhook.WebhookPublisher;
import dev.switchboard.localstack.testing.BackingServices;
import dev.switchboard.model.content.Content;
import dev.switchboard.model.topic.Topics;
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
 * One instance searches what the others take: here a minute and a half of 500 messages a second, of
 * which the searching one has taken none, against a list that tells the time.
 */
@QuarkusTest
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,redis"))
@WithTestResource(SimulatedTwilio.class)
class SeveralInstancesTest {
    private static final int PER_SECOND = 500;
    private static final int LISTED = 90 * PER_SECOND;
    private static final int MISSED = 7;
    private static final Duration FAST = Duration.ofMinutes(10);

    @Inject CatchUpSettings settings;
    @Inject TwilioSettings twilio;
    @Inject OwnNumbers own;
    @Inject WebhookPublisher publisher;
    @Inject RedisDataSource redis;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private final String prefix = "test:" + UUID.randomUUID() + ":";

    @Test
    void whatAnotherInstanceTookIsNotPublishedAgainAndTheSearchKeepsUp() throws Exception {
        // Given
        var now = Instant.now();
        var listed = written(LISTED, now.minusSeconds(30));
        var other = instance(InstantSource.system());
        other.published.share(Duration.ofHours(1));
        listed.stream().skip(MISSED).forEach(it -> other.published.add(it.sid(), it.writtenAt()));
        await().until(() -> other.isAllShared());
        var searching = instance(InstantSource.system());
        var begun = System.nanoTime();

        // When
        var more = searching.searches(listed);

        // Then
        System.out.printf(
                "%,d messages of other instances searched in %s, %.0f published%n",
                listed.size(), Duration.ofNanos(System.nanoTime() - begun), searching.found());
        assertThat(more).isFalse();
        assertThat(searching.found()).isEqualTo(MISSED);
        assertThat(searching.searchedUpTo()).isAfter(now.minus(settings.grace()).minusSeconds(2));
        other.published.stop();
    }

    @Test
    void withoutRedisNothingIsKnownAndAddingDoesNotWait() {
        // Given
        var meters = new SimpleMeterRegistry();
        var alone = new SharedMessages(away(RedisDataSource.class), prefix, meters);
        alone.share(Duration.ofHours(1));
        var now = Instant.now();

        // When
        for (var n = 0; n < 60_000; n++) {
            alone.add("SM" + n, now);
        }

        // Then
        assertThat(alone.unknown(Map.of("SM1", now, "SM2", now)))
                .containsExactlyInAnyOrder("SM1", "SM2");
        assertThat(meters.counter("switchboard.webhooks.published.forgotten").count())
                .isBetween(1.0, 10_000.0);
        alone.stop();
    }

    /** Its commands can be had, and fail. */
    private static <T> T away(Class<T> commands) {
        return commands.cast(
                Proxy.newProxyInstance(
                        commands.getClassLoader(),
                        new Class<?>[] {commands},
                        (_, method, _) -> {
                            if (commands == RedisDataSource.class) {
                                return away(method.getReturnType());
                            }
                            throw new IllegalStateException("Redis is away");
                        }));
    }

    @Test
    void messagesAreFoundByTwiliosClockWhateverOursSays() throws Exception {
        // Given
        var fast = instance(() -> Instant.now().plus(FAST));
        fast.searches(List.of());
        var slow = instance(() -> Instant.now().minus(FAST));
        slow.searches(List.of());
        var writtenSince = written(5, Instant.now().minus(settings.grace()).minusSeconds(1));

        // When
        fast.searches(writtenSince);
        slow.searches(writtenSince);

        // Then
        assertThat(fast.found()).isEqualTo(5);
        assertThat(slow.found()).isEqualTo(5);
    }

    @Test
    void searchThatAFastClockHasDatedAheadIsNotBelieved() throws Exception {
        // Given
        var searching = instance(InstantSource.system());
        searching.search.searched(Instant.now().plus(FAST));

        // When
        searching.searches(written(5, Instant.now().minusSeconds(30)));

        // Then
        assertThat(searching.found()).isEqualTo(5);
        assertThat(searching.searchedUpTo()).isBefore(Instant.now());
    }

    /** A search that stopped there would stop there again, for as long as it looks back. */
    @Test
    void messageThatIsSpoiltOrHasLostItsMediaCostsTheOthersNothing() throws Exception {
        // Given
        var whole = written(4, Instant.now().minusSeconds(30));
        var at = whole.getFirst().writtenAt();
        var gone = new Listed(whole.get(1).sid(), at, "whatsapp:+15550001111", 1);
        var spoilt = new Listed(whole.get(2).sid(), at, "whatsapp:", 0);
        var searching = instance(InstantSource.system());

        try (var inbound = new TopicView<>(Topics.INBOUND, kafka)) {
            // When
            searching.searches(List.of(whole.getFirst(), gone, spoilt, whole.getLast()));

            // Then
            assertThat(searching.found()).isEqualTo(3);
            var words = inbound.await(1, it -> it.providerMessageId().equals(gone.sid()));
            assertThat(words.getFirst().content()).isEqualTo(new Content.Text("listed"));
        }
    }

    /** The newest first, each a 500th of a second older. */
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

    /** As a process of its own that shares Redis with the others. */
    private final class Instance {
        private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
        private final SharedMessages published =
                new SharedMessages(redis, prefix + "published:", meters);
        private final SharedSearch search =
                new SharedSearch(redis, prefix + UUID.randomUUID() + ":");
        private final InstantSource clock;
        private final CatchUp catchUp;

        Instance(InstantSource clock) {
            this.clock = clock;
            var recent = new RecentMessages(published);
            var missed = new MissedMessages(publisher, recent, published, own, clock, meters);
            catchUp = new CatchUp(settings, twilio, own, missed, search, clock, meters);
        }

        boolean searches(List<Listed> newestFirst) throws Exception {
            try (var server = new TwilioListServer(newestFirst)) {
                return catchUp.catchUp(new MessageList(server.url(), "AC0", "token", clock));
            }
        }

        boolean isAllShared() {
            var waiting = meters.get("switchboard.webhooks.published.waiting").gauge().value();
            return waiting == 0 && sharedIds() == LISTED - MISSED;
        }

        private long sharedIds() {
            return redis.key().keys(prefix + "published:*").stream()
                    .mapToLong(key -> redis.set(String.class).scard(key))
                    .sum();
        }

        double found() {
            return meters.counter("switchboard.webhooks.found.again").count();
        }

        Instant searchedUpTo() {
            return search.searchedUpTo().orElseThrow();
        }
    }
}
