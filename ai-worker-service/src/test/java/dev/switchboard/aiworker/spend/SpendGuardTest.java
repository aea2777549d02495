package dev.switchboard.aiworker.spend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.aiworker.model.ProfileTerms;
import dev.switchboard.aiworker.spend.SpendResult.Granted;
import dev.switchboard.aiworker.spend.SpendResult.Refused;
import dev.switchboard.aiworker.testing.GeminiPort;
import dev.switchboard.aiworker.testing.TestConversation;
import dev.switchboard.aiworker.testing.UnreachableRedis;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.ModelCallId;
import dev.switchboard.testing.BackingServices;
import dev.switchboard.transcript.session.SessionKind;
import dev.switchboard.transcript.session.SessionSettings;
import dev.switchboard.transcript.spend.AiCall;
import dev.switchboard.transcript.spend.AiCallStore;
import dev.switchboard.transcript.spend.ModelPrice;
import dev.switchboard.transcript.spend.ModelPrice.Rates;
import dev.switchboard.transcript.spend.TokenCounts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackingServices.class)
@WithTestResource(GeminiPort.class)
@WithTestResource(UnreachableRedis.class)
class SpendGuardTest {
    private static final int THREADS = 64;
    private static final long DOLLAR = 1_000_000;
    private static final ModelPrice PRICE =
            ModelPrice.of(Rates.of(BigDecimal.valueOf(3), BigDecimal.valueOf(15)));
    private static final int PROMPT_BYTES = 3_000;
    private static final int MAX_TOKENS = 1_000;

    /** 1000 tokens of a prompt, 1000 of an answer. */
    private static final long RESERVED = 18_000;

    private static final long PROMPT = 3_000;

    private static final ProfileTerms TERMS =
            new ProfileTerms(
                    Optional.empty(),
                    0,
                    "env",
                    MAX_TOKENS,
                    Duration.ofSeconds(60),
                    Optional.empty());

    @Inject ReactiveRedisDataSource redis;
    @Inject AiCallStore store;

    @Inject
    @RedisClientName("absent")
    Instance<ReactiveRedisDataSource> absent;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ConversationKey conversation = TestConversation.ofNewCustomer().conversation();

    /** A day of its own, long ago, so that no other test's calls count. */
    private final Instant day =
            Instant.parse("1950-01-01T00:00:00Z")
                    .plus(ThreadLocalRandom.current().nextInt(20_000), ChronoUnit.DAYS);

    private final Random random = new Random(1);

    private record Settings(
            Optional<BigDecimal> dayCeilingUsd,
            Optional<BigDecimal> numberDayCeilingUsd,
            Optional<BigDecimal> conversationCeilingUsd,
            Duration spendTimeout)
            implements SpendSettings {

        @Override
        public Optional<BigDecimal> priceUnknown() {
            return Optional.empty();
        }
    }

    private record Zone(ZoneId zone) implements SessionSettings {

        @Override
        public SessionKind mode() {
            return SessionKind.SLIDING;
        }

        @Override
        public int ttl() {
            return 3600;
        }

        @Override
        public Duration maxAge() {
            return Duration.ofHours(24);
        }
    }

    /** A call with what it really uses, which is no more than was reserved. */
    private record Flight(
            SpendGuard guard, PendingCall call, Reservation reservation, TokenCounts used) {

        long micros() {
            return PRICE.micros(used);
        }
    }

    @Test
    void ceilingHoldsWithTwoWorkersManyCallsInFlightAndOneWorkerKilled() throws Exception {
        // Given
        var workers = List.of(ofDay("1.00"), ofDay("1.00"));
        var abandoned = new ArrayList<Flight>();
        var spent = 0L;

        // When
        for (var flights = start(workers); !flights.isEmpty(); flights = start(workers)) {
            if (abandoned.isEmpty()) {
                abandoned.add(flights.removeFirst());
            }
            spent += flights.stream().mapToLong(Flight::micros).sum();
            land(flights);
            awaitHeld(abandoned.size() * RESERVED);
        }

        // Then
        var ofAbandoned = abandoned.getFirst().micros();
        assertThat(spent + ofAbandoned).isBetween(DOLLAR - 3 * RESERVED, DOLLAR);
        assertThat(inLedger()).isEqualTo(spent);
        assertThat(inRedis("spent")).isEqualTo(spent);
        assertThat(refused()).isPositive();

        // When
        lapse(abandoned.getFirst());
        assertThat(workers.getFirst().reserve(call(), TERMS, PRICE, PROMPT_BYTES))
                .isInstanceOf(Refused.class);

        // Then
        assertThat(inRedis("held")).as("what the killed worker reserved is spent").isZero();
        assertThat(inRedis("spent")).isEqualTo(spent + RESERVED);

        // When
        workers.getLast().settle(abandoned.getFirst().reservation(), ofAbandoned);

        // Then
        var all = spent + ofAbandoned;
        await().untilAsserted(() -> assertThat(inRedis("spent")).isEqualTo(all));
    }

    @Test
    void ceilingHoldsButForCallsInFlightWhenRedisLosesItsSums() throws Exception {
        // Given
        var workers = List.of(ofDay("1.00"), ofDay("1.00"));
        var spent = 0L;
        var inFlightAtLoss = 0L;

        // When
        for (var flights = start(workers); !flights.isEmpty(); flights = start(workers)) {
            if (spent > DOLLAR / 2 && inFlightAtLoss == 0) {
                redis.execute("DEL", key(), key() + ":open").await().indefinitely();
                inFlightAtLoss = flights.size() * RESERVED;
            }
            spent += flights.stream().mapToLong(Flight::micros).sum();
            land(flights);
        }

        // Then
        assertThat(inFlightAtLoss).isPositive();
        assertThat(spent).isBetween(DOLLAR - 3 * RESERVED, DOLLAR + inFlightAtLoss);
        assertThat(inLedger()).isEqualTo(spent);
    }

    @Test
    void ledgerHoldsTheCeilingWhileRedisIsAway() throws Exception {
        // Given
        var worker = guard(absent.get(), settings("1.00", null, null), InstantSource.system());
        var spent = 0L;

        // When
        for (var flights = start(List.of(worker)); !flights.isEmpty(); ) {
            spent += flights.stream().mapToLong(Flight::micros).sum();
            land(flights);
            flights = start(List.of(worker));
        }

        // Then
        assertThat(spent).isBetween(DOLLAR - 3 * RESERVED, DOLLAR);
        assertThat(meters.counter("switchboard.spend.redis.unavailable").count()).isPositive();

        // When
        var another = guard(absent.get(), settings("1.00", null, null), InstantSource.system());

        // Then
        assertThat(another.reserve(call(), TERMS, PRICE, PROMPT_BYTES))
                .isEqualTo(new Refused("day"));
    }

    @Test
    void callThatIsAskedForAgainIsReservedOnceAndSettledOnce() throws Exception {
        // Given
        var guard = ofDay("1.00");
        var call = call();

        // When
        var first = granted(guard.reserve(call, TERMS, PRICE, PROMPT_BYTES));
        var again = granted(ofDay("1.00").reserve(call, TERMS, PRICE, PROMPT_BYTES));

        // Then
        assertThat(inRedis("held")).isEqualTo(RESERVED);
        assertThat(first.call()).isEqualTo(again.call());
        assertThat(inRedis("spent")).as("the prompt of the first").isEqualTo(PROMPT);

        // When
        guard.settle(again, 100);
        guard.settle(again, 100);

        // Then
        awaitHeld(0);
        assertThat(inRedis("spent")).isEqualTo(PROMPT + 100);
    }

    @Test
    void oneOfSeveralCeilingsThatLeavesNoRoomLeavesTheOthersAsTheyWere() throws Exception {
        // Given
        var guard = guard(redis, settings("1.00", "0.50", "0.02"), InstantSource.system());
        var _ = granted(guard.reserve(call(), TERMS, PRICE, PROMPT_BYTES));

        // When
        var second = guard.reserve(call(), TERMS, PRICE, PROMPT_BYTES);

        // Then
        assertThat(second).isEqualTo(new Refused("conversation"));
        assertThat(inRedis("held")).isEqualTo(RESERVED);

        // When
        var another = TestConversation.ofNewCustomer().conversation();
        var ofAnother = new PendingCall(new ModelCallId(UUID.randomUUID()), another, day);

        // Then
        assertThat(guard.reserve(ofAnother, TERMS, PRICE, PROMPT_BYTES))
                .isInstanceOf(Granted.class);
    }

    @Test
    void fourFifthsOfACeilingAreToldOnce() throws Exception {
        // Given
        var guard = ofDay("0.10");

        // When
        for (var micros : List.of(70_000, 9_999, 1, 100)) {
            guard.settle(granted(guard.reserve(call(), TERMS, PRICE, PROMPT_BYTES)), micros);
            awaitHeld(0);
        }

        // Then
        await().untilAsserted(() ->
                assertThat(
                                meters.counter("switchboard.spend.near.ceiling", "ceiling", "day")
                                        .count())
                        .isEqualTo(1));
    }

    @Test
    void nobodyIsAskedWhereNoCeilingIsSet() throws Exception {
        // Given
        var guard = guard(absent.get(), settings(null, null, null), InstantSource.system());

        // When
        var result = granted(guard.reserve(call(), TERMS, PRICE, PROMPT_BYTES));
        guard.settle(result, RESERVED);

        // Then
        assertThat(result.ceilings()).isEmpty();
        assertThat(meters.getMeters()).isEmpty();
    }

    @Test
    void dayBeginsInItsTimeZone() {
        // Given
        var days =
                new SpendDays(
                        new Zone(ZoneId.of("Europe/Berlin")),
                        InstantSource.fixed(Instant.parse("2026-10-25T22:59:59Z")));

        // When
        var today = days.today();

        // Then
        assertThat(today).hasToString("2026-10-25");
        assertThat(Duration.between(days.startOf(today), days.startOf(today.plusDays(1))))
                .isEqualTo(Duration.ofHours(25));
    }

    /** Reserves by all threads at once; those that were granted are in flight. */
    private List<Flight> start(List<SpendGuard> workers) throws Exception {
        var asked = new ArrayList<Callable<Optional<Flight>>>();
        for (var i = 0; i < THREADS; i++) {
            var guard = workers.get(i % workers.size());
            var used = TokenCounts.of(1_000, 100 + random.nextInt(900));
            asked.add(() -> {
                var call = call();
                return guard.reserve(call, TERMS, PRICE, PROMPT_BYTES)
                                instanceof Granted(var reservation)
                        ? Optional.of(new Flight(guard, call, reservation, used))
                        : Optional.empty();
            });
        }
        var flights = new ArrayList<Flight>();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (var each : threads.invokeAll(asked)) {
                each.get().ifPresent(flights::add);
            }
        }
        return flights;
    }

    /** Settles the calls and writes them to the ledger, as their claims do. */
    private void land(List<Flight> flights) {
        flights.forEach(flight -> flight.guard().settle(flight.reservation(), flight.micros()));
        store.insert(flights.stream().map(this::row).toList());
    }

    private AiCall row(Flight flight) {
        return new AiCall(
                flight.call().id(),
                TestConversation.ofNewCustomer().saying("Hello").id(),
                conversation.id(),
                conversation.business().id(),
                AiCall.Kind.ANSWER,
                new AiCall.Profile(Optional.empty(), 0, "env"),
                Optional.empty(),
                "m",
                "answer",
                Optional.empty(),
                flight.used(),
                new AiCall.Cost(flight.micros(), false, "2026-12-01"),
                flight.call().startedAt(),
                1);
    }

    private void lapse(Flight flight) {
        redis.execute("ZADD", key() + ":open", "1", flight.call().id().toString())
                .await()
                .indefinitely();
    }

    private PendingCall call() {
        return new PendingCall(new ModelCallId(UUID.randomUUID()), conversation, day);
    }

    private static Reservation granted(SpendResult result) {
        assertThat(result).isInstanceOf(Granted.class);
        return ((Granted) result).reservation();
    }

    private double refused() {
        return meters.counter("switchboard.spend.refused", "ceiling", "day").count();
    }

    private void awaitHeld(long micros) {
        await().untilAsserted(() -> assertThat(inRedis("held")).isEqualTo(micros));
    }

    private long inRedis(String field) {
        var value = redis.execute("HGET", key(), field).await().indefinitely();
        return value == null ? 0 : value.toLong();
    }

    private long inLedger() {
        return store.micros(day, day.plus(1, ChronoUnit.DAYS));
    }

    private String key() {
        return "switchboard:{spend}:day:" + day.atZone(ZoneOffset.UTC).toLocalDate();
    }

    private SpendGuard ofDay(String usd) {
        return guard(redis, settings(usd, null, null), InstantSource.system());
    }

    private static Settings settings(String ofDay, String ofNumber, String ofConversation) {
        return new Settings(
                Optional.ofNullable(ofDay).map(BigDecimal::new),
                Optional.ofNullable(ofNumber).map(BigDecimal::new),
                Optional.ofNullable(ofConversation).map(BigDecimal::new),
                Duration.ofSeconds(5));
    }

    private SpendGuard guard(
            ReactiveRedisDataSource source, Settings settings, InstantSource clock) {
        var days = new SpendDays(new Zone(ZoneOffset.UTC), clock);
        return new SpendGuard(source, settings, new Ceilings(settings, days), store, meters, clock);
    }
}
