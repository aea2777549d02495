package dev.switchboard.aiworker.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.aiworker.limit.Allowance.Granted;
import dev.switchboard.aiworker.limit.Allowance.Limited;
import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.aiworker.testing.TestConversation;
import dev.switchboard.aiworker.testing.UnreachableRedis;
import dev.switchboard.common.event.TurnReady;
import dev.switchboard.testing.BackingServices;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
@WithTestResource(UnreachableRedis.class)
class CustomerRateLimiterTest {
    private static final int MAX = 5;
    private static final int CUSTOMERS = 1_000;

    @Inject ReactiveRedisDataSource redis;

    @Inject
    @RedisClientName("absent")
    Instance<ReactiveRedisDataSource> absent;

    @Inject
    @RedisClientName("silent")
    Instance<ReactiveRedisDataSource> silent;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TestConversation customer = TestConversation.ofNewCustomer();

    private record Settings(int maxRequestsPerMinute, Duration timeout)
            implements RateLimiterSettings {}

    @Test
    void fiveOfTwelveTurnsAreGrantedAndOneNoticeByAllInstancesTogether() throws Exception {
        // Given
        var instances = List.of(limiter(MAX), limiter(MAX));
        var customers =
                IntStream.range(0, CUSTOMERS)
                        .mapToObj(_ -> TestConversation.ofNewCustomer())
                        .toList();
        var requests = new ArrayList<Callable<Map.Entry<TestConversation, Allowance>>>();
        for (var n = 0; n < 12; n++) {
            var instance = instances.get(n % 2);
            customers.forEach(each ->
                    requests.add(() -> Map.entry(each, instance.request(each.saying("Hello")))));
        }

        // When
        var allowances = new HashMap<TestConversation, List<Allowance>>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var result : threads.invokeAll(requests)) {
                allowances
                        .computeIfAbsent(result.get().getKey(), _ -> new ArrayList<>())
                        .add(result.get().getValue());
            }
        }

        // Then
        assertThat(allowances).hasSize(CUSTOMERS);
        assertThat(allowances.values())
                .allSatisfy(ofCustomer -> {
                    assertThat(ofCustomer).hasSize(12);
                    assertThat(ofCustomer).filteredOn(Granted.class::isInstance).hasSize(MAX);
                    assertThat(seconds(ofCustomer))
                            .singleElement()
                            .satisfies(wait -> assertThat(wait).isBetween(1, 60));
                });
        assertThat(count("rate.limited")).isEqualTo(CUSTOMERS * 7.0);
        assertThat(count("rate.limiter.unavailable")).isZero();
    }

    private static List<Integer> seconds(List<Allowance> allowances) {
        return allowances.stream()
                .flatMap(allowance ->
                        allowance instanceof Limited(var noticeSeconds)
                                ? noticeSeconds.stream().boxed()
                                : Stream.empty())
                .toList();
    }

    @Test
    void redeliveredTurnCountsOnceAndIsToldAgain() {
        // Given
        var limiter = limiter(2);
        var first = turn();
        var second = turn();
        var beyond = turn();

        // When
        var granted =
                IntStream.range(0, 4)
                        .mapToObj(n -> limiter.request(n % 2 == 0 ? first : second))
                        .toList();
        var told = List.of(limiter.request(beyond), limiter.request(beyond));
        var silently = limiter.request(turn());
        var redelivered = limiter(2).request(first);

        // Then
        assertThat(granted).containsOnly(new Granted());
        assertThat(seconds(told)).hasSize(2);
        assertThat(silently).isInstanceOf(Limited.class);
        assertThat(seconds(List.of(silently))).isEmpty();
        assertThat(redelivered).isEqualTo(new Granted());
    }

    @Test
    void personasLimitGoesBeforeThatOfTheSettings() {
        // Given
        var limiter = limiter(2);

        // When
        var allowances = IntStream.range(0, 4).mapToObj(_ -> limiter.request(turn(), 3)).toList();

        // Then
        assertThat(allowances.subList(0, 3)).containsOnly(new Granted());
        assertThat(allowances.getLast()).isInstanceOf(Limited.class);
        assertThat(limiter.request(turn(), 0)).isEqualTo(new Granted());
    }

    @Test
    void lowerLimitWaitsUntilEnoughTurnsAreAMinuteOld() {
        // Given
        IntStream.range(0, 4).forEach(_ -> limiter(4).request(turn()));

        // When
        var wait = seconds(List.of(limiter(2).request(turn())));

        // Then
        assertThat(wait).singleElement().satisfies(it -> assertThat(it).isBetween(50, 60));
    }

    @Test
    void zeroIsNoLimitAndAsksNobody() {
        // Given
        var limiter = limiter(absent.get(), 0, InstantSource.system());

        // When
        var allowances = IntStream.range(0, 20).mapToObj(_ -> limiter.request(turn())).toList();

        // Then
        assertThat(allowances).containsOnly(new Granted());
        assertThat(count("rate.limiter.unavailable")).isZero();
    }

    @Test
    void everyTurnIsGrantedWhileRedisIsAway() {
        // Given
        var limiter = limiter(absent.get(), 1, InstantSource.system());

        // When
        var allowances = IntStream.range(0, 10).mapToObj(_ -> limiter.request(turn())).toList();

        // Then
        assertThat(allowances).containsOnly(new Granted());
        assertThat(count("rate.limiter.unavailable")).isEqualTo(10);
    }

    @Test
    void silentRedisCostsAFewTurnsItsTimeoutAndTheOthersNothing() {
        // Given
        var limiter = limiter(silent.get(), 1, InstantSource.fixed(Instant.now()));
        var begin = System.nanoTime();

        // When
        var allowances = IntStream.range(0, 500).mapToObj(_ -> limiter.request(turn())).toList();

        // Then
        assertThat(allowances).containsOnly(new Granted());
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(600), Duration.ofSeconds(10));
        assertThat(count("rate.limiter.unavailable")).isEqualTo(500);
    }

    private double count(String name) {
        return meters.counter("switchboard.turns." + name).count();
    }

    private TurnReady turn() {
        return customer.saying("Hello");
    }

    private CustomerRateLimiter limiter(int max) {
        return new CustomerRateLimiter(
                redis, new Settings(max, Duration.ofSeconds(5)), meters, InstantSource.system());
    }

    private CustomerRateLimiter limiter(
            ReactiveRedisDataSource source, int max, InstantSource clock) {
        return new CustomerRateLimiter(
                source, new Settings(max, Duration.ofMillis(200)), meters, clock);
    }
}
