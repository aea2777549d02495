package dev.switchboard.ingress.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.ingress.testing.ConfiguredChannels;
import dev.switchboard.localstack.testing.BackingServices;
import dev.switchboard.model.identity.BusinessNumber;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.CustomerAddress;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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

    @Test
    void customerWhoFirstHidTheNumberStaysTheUserIdOnceItIsShown() throws Exception {
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
    void customerWhoFirstShowedTheNumberStaysTheNumberOnceItIsHidden() throws Exception {
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
        store.remember(alias("US.3"), CustomerAddress.of("+15550000003"));

        // Then
        await().untilAsserted(() -> assertThat(addressOf("", "US.3")).isEqualTo("+15550000003"));
    }

    @Test
    void userIdThatAnotherInstanceSawFirstIsLearntInTheBackground() {
        // Given
        store.remember(alias("US.4"), CustomerAddress.of("US.4"));
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

    /** The store may be late once, when its connection is the first. */
    private void awaitStored(String userId, String address) {
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(stored(userId)).hasValue(address));
    }

    private String addressOf(String phone, String userId) throws Exception {
        var sender = new Sender(said(phone), said(userId));
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

    private static Optional<String> said(String text) {
        return Optional.of(text).filter(value -> !value.isEmpty());
    }
}
