package dev.switchboard.transcript.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FallbackOrderTest {
    private static final UUID A = UUID.randomUUID();
    private static final UUID B = UUID.randomUUID();
    private static final UUID C = UUID.randomUUID();
    private static final UUID D = UUID.randomUUID();

    @Test
    void eachFallbackIsFollowedByItsOwnAndNoneComesTwice() {
        // Given
        var order =
                new FallbackOrder(
                        List.of(profile(A, B, C), profile(B, D), profile(C, D), profile(D)));

        // Then
        assertThat(order.from(A)).containsExactly(A, B, D, C);
        assertThat(order.from(D)).containsExactly(D);
        assertThat(order.returnsTo(A)).isFalse();
    }

    @Test
    void orderThatLeadsBackIsFoundAndEnds() {
        // Given
        var order = new FallbackOrder(List.of(profile(A, B), profile(B, C), profile(C, B)));

        // Then
        assertThat(order.returnsTo(B)).isTrue();
        assertThat(order.returnsTo(A)).isFalse();
        assertThat(order.from(A)).containsExactly(A, B, C);
    }

    @Test
    void profileThatIsGoneIsInTheOrderWithoutFallbacks() {
        assertThat(new FallbackOrder(List.of(profile(A, B))).from(A)).containsExactly(A, B);
    }

    private static AiProfile profile(UUID id, UUID... fallbacks) {
        return new AiProfile(
                id,
                1,
                new AiProfile.Values(
                        "name",
                        "gemini",
                        Optional.empty(),
                        Optional.empty(),
                        1000,
                        OptionalDouble.empty(),
                        OptionalInt.empty(),
                        Duration.ofSeconds(1),
                        1,
                        List.of(fallbacks),
                        true),
                Optional.empty());
    }
}
