package dev.switchboard.ingress.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.channels.webhook.IdentityChange;
import dev.switchboard.channels.webhook.Sender;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.wire.RedisKeys;
import dev.switchboard.ingress.testing.ConfiguredChannels;
import dev.switchboard.testing.BackingServices;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ConfiguredChannels.class)
@WithTestResource(
        value = BackingServices.class,
        initArgs = @ResourceArg(name = "needs", value = "kafka,redis"))
class CustomerIdentitiesTest {
    private static final BusinessNumber BUSINESS = new BusinessNumber("100", "+15559990000");

    @Inject CustomerIdentities identities;
    @Inject AliasStore store;
    @Inject RedisDataSource redis;

    @Test
    void customerWithoutANumberFirstKeepsTheUserIdOnceTheNumberIsKnown() throws Exception {
        // Given
        var hidden = addressOf("", "US.1");
        awaitStored("US.1", "US.1");

        // When
        var shown = addressOf("+15550000001", "US.1");

        // Then
        assertThat(hidden).isEqualTo(shown).isEqualTo("US.1");
        await().untilAsserted(() -> assertThat(addressOf("+15550000001", "")).isEqualTo("US.1"));
    }

    @Test
    void customerWithANumberFirstKeepsTheNumberOnceItIsHidden() throws Exception {
        // Given
        var shown = addressOf("+15550000002", "US.2");

        // Then
        assertThat(shown).isEqualTo("+15550000002");
        awaitStored("US.2", "+15550000002");
        assertThat(addressOf("", "US.2")).isEqualTo("+15550000002");
    }

    @Test
    void numberThatAnotherInstanceHasSeenIsFoundInRedis() throws Exception {
        // Given
        store.putIfAbsent(alias("US.3"), CustomerAddress.of("+15550000003"));

        // Then
        await().untilAsserted(() -> assertThat(addressOf("", "US.3")).isEqualTo("+15550000003"));
    }

    @Test
    void userIdThatAnotherInstanceSawFirstIsLearntInTheBackground() {
        // Given
        store.putIfAbsent(alias("US.4"), CustomerAddress.of("US.4"));
        store.announce(alias("US.4"), CustomerAddress.of("US.4"), Instant.now());

        // Then
        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(
                        () -> assertThat(addressOf("+15550000004", "US.4")).isEqualTo("US.4"));
    }

    @Test
    void sameUserIdAtAnotherBusinessNumberIsAnotherCustomer() throws Exception {
        // Given
        addressOf("", "US.5");
        var sender = new Sender(Optional.of("+15550000005"), Optional.of("US.5"));

        // When
        var elsewhere =
                identities.addressOf(
                        Channel.META, new BusinessNumber("200", "+15559990001"), sender);

        // Then
        assertThat(elsewhere.result().value()).isEqualTo("+15550000005");
    }

    @Test
    void manyCustomersWithoutNumbersAtOnceAreAllResolved() throws Exception {
        // Given
        var customers = IntStream.range(0, 100).boxed().toList();
        customers.forEach(n -> store.putIfAbsent(alias("US.H" + n), address(n)));

        // When
        var found =
                Future.all(
                                customers.stream()
                                        .map(n ->
                                                identities.addressOf(
                                                        Channel.META,
                                                        BUSINESS,
                                                        new Sender(
                                                                Optional.empty(),
                                                                Optional.of("US.H" + n))))
                                        .toList())
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS);

        // Then
        assertThat(found.<CustomerAddress>list())
                .isEqualTo(customers.stream().map(CustomerIdentitiesTest::address).toList());
    }

    private static CustomerAddress address(int n) {
        return CustomerAddress.of("+1555100" + (1000 + n));
    }

    @Test
    void customerWithANewNumberAndUserIdKeepsTheConversation() throws Exception {
        // Given
        addressOf("+15550000006", "US.6");
        awaitStored("US.6", "+15550000006");

        // When
        changed("+15550000006", "US.6", "+15550000066", "US.66");
        changed("+15550000066", "US.66", "+15550000666", "US.666");

        // Then
        assertThat(addressOf("+15550000066", "")).isEqualTo("+15550000006");
        assertThat(addressOf("+15550000666", "US.666")).isEqualTo("+15550000006");
        assertThat(addressOf("", "US.666")).isEqualTo("+15550000006");
        assertThat(stored("+15550000666")).hasValue("+15550000006");
    }

    @Test
    void customerWhoReturnsToTheOldNumberKeepsTheConversation() throws Exception {
        // When
        changed("+15550000007", "", "+15550000077", "");
        changed("+15550000077", "", "+15550000007", "");

        // Then
        assertThat(addressOf("+15550000007", "")).isEqualTo("+15550000007");
        assertThat(addressOf("+15550000077", "")).isEqualTo("+15550000007");
    }

    @Test
    void changeOfAUserIdAloneKeepsTheConversation() throws Exception {
        // Given
        addressOf("", "US.8");
        awaitStored("US.8", "US.8");

        // When
        changed("", "US.8", "", "US.88");

        // Then
        assertThat(addressOf("", "US.88")).isEqualTo("US.8");
        assertThat(addressOf("+15550000008", "US.88")).isEqualTo("US.8");
    }

    @Test
    void changeReceivedByAnotherInstanceIsLearntInTheBackground() {
        // Given
        var now = Instant.now();
        store.redirect(alias("+15550000099"), CustomerAddress.of("+15550000009"), now)
                .await()
                .indefinitely();

        // Then
        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(
                        () -> assertThat(addressOf("+15550000099", "")).isEqualTo("+15550000009"));
    }

    @Test
    void aliasExpiresSomeTimeAfterItsLastUse() throws Exception {
        // Given
        store.putIfAbsent(alias("US.10"), CustomerAddress.of("US.10"));
        var key = RedisKeys.alias(Channel.META, BUSINESS.id(), "US.10");
        redis.execute("EXPIRE", key, "60");

        // When
        stored("US.10");

        // Then
        assertThat(redis.execute("TTL", key).toLong())
                .isGreaterThan(Duration.ofDays(399).toSeconds());
    }

    private void changed(String phone, String userId, String newPhone, String newUserId)
            throws Exception {
        identities
                .apply(
                        new IdentityChange(
                                Channel.META,
                                BUSINESS,
                                new Sender(nonEmpty(phone), nonEmpty(userId)),
                                new Sender(nonEmpty(newPhone), nonEmpty(newUserId))))
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    /** Ignores a timeout of the store, which may happen on a new connection. */
    private void awaitStored(String userId, String address) {
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(stored(userId)).hasValue(address));
    }

    private String addressOf(String phone, String userId) throws Exception {
        var sender = new Sender(nonEmpty(phone), nonEmpty(userId));
        return identities
                .addressOf(Channel.META, BUSINESS, sender)
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS)
                .value();
    }

    private Optional<String> stored(String userId) {
        return store.find(alias(userId)).await().indefinitely().map(CustomerAddress::value);
    }

    private static Alias alias(String name) {
        return Alias.of(Channel.META, BUSINESS, name);
    }

    private static Optional<String> nonEmpty(String text) {
        return Optional.of(text).filter(value -> !value.isEmpty());
    }
}
