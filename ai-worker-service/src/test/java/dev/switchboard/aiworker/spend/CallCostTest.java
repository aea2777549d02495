package dev.switchboard.aiworker.spend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.languagemodel.FailureCode;
import dev.switchboard.languagemodel.ModelResult.Answer;
import dev.switchboard.languagemodel.ModelResult.Failure;
import dev.switchboard.languagemodel.ModelResult.Usage;
import dev.switchboard.transcript.spend.ModelPrice;
import dev.switchboard.transcript.spend.PriceList;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Costs in micro-dollars that were computed by hand, of usages as the wire formats read them. */
class CallCostTest {
    private static final PriceList PRICES = PriceList.builtIn();

    private static final ModelPrice HAIKU = price("anthropic", "claude-haiku-4-5-20251001");
    private static final ModelPrice FLASH = price("gemini", "gemini-2.5-flash");
    private static final ModelPrice PRO = price("gemini", "gemini-2.5-pro");
    private static final ModelPrice SONAR = price("perplexity", "sonar");
    private static final ModelPrice MINI = price("openai", "gpt-4o-mini");

    private static ModelPrice price(String provider, String model) {
        return PRICES.find(provider, model).orElseThrow();
    }

    @Test
    void inputFromTheCacheIsCheaper() {
        // 400 * 0.15 + 600 * 0.075 + 100 * 0.60 = 60 + 45 + 60
        assertThat(cost(MINI, new Usage(1_000, 600, 0, 100, 0, stop()))).isEqualTo(165);
    }

    @Test
    void inputThatIsWrittenToTheCacheIsDearer() {
        // 10 * 1 + 90 * 0.10 + 2000 * 1.25 + 20 * 5 = 10 + 9 + 2500 + 100
        assertThat(cost(HAIKU, new Usage(100, 90, 2_000, 20, 0, stop()))).isEqualTo(2_619);
    }

    @Test
    void thoughtsCostAsTheAnswerDoes() {
        // 200 * 0.30 + (50 + 450) * 2.50 = 60 + 1250
        assertThat(cost(FLASH, new Usage(200, 0, 0, 50, 450, stop()))).isEqualTo(1_310);
    }

    @Test
    void longPromptHasThePricesOfItsTier() {
        // 150000 * 2.50 + 50001 * 0.25 + 1000 * 15 = 375000 + 12500.25 + 15000, rounded up
        assertThat(cost(PRO, new Usage(200_001, 50_001, 0, 1_000, 0, stop()))).isEqualTo(402_501);
        // 150000 * 1.25 + 50000 * 0.125 + 1000 * 10 = 187500 + 6250 + 10000
        assertThat(cost(PRO, new Usage(200_000, 50_000, 0, 1_000, 0, stop()))).isEqualTo(203_750);
    }

    @Test
    void soundHasAPriceOfItsOwn() {
        // (500 - 320) * 0.30 + 320 * 1.00 + 40 * 2.50 = 54 + 320 + 100
        assertThat(cost(FLASH, new Usage(500, 0, 0, 40, 0, 320, stop()))).isEqualTo(474);
    }

    @Test
    void requestHasAPriceBesideItsTokens() {
        // 100 * 1 + 200 * 1 + 12000
        assertThat(cost(SONAR, new Usage(100, 0, 0, 200, 0, stop()))).isEqualTo(12_300);
    }

    @Test
    void refusalIsPaidForAsItWasUsed() {
        // Given
        var usage = new Usage(300, 0, 0, 7, 0, Optional.of("refusal"));
        var refusal =
                new Failure(
                        FailureCode.BLOCKED,
                        "the model refuses",
                        Optional.<Duration>empty(),
                        Optional.of(usage));

        // When
        var used = CallUsage.of(refusal, 9_000);

        // Then: 300 * 1 + 7 * 5
        assertThat(used.micros(HAIKU)).isEqualTo(335);
        assertThat(used.isEstimated()).isFalse();
        assertThat(used.finish()).contains("refusal");
    }

    @Test
    void abortedCallIsPaidForByItsPrompt() {
        // When
        var used = CallUsage.cancelled(3_001);

        // Then: 3001 / 3, rounded up, * 0.30 = 300.3, rounded up
        assertThat(used.micros(FLASH)).isEqualTo(301);
        assertThat(used.isEstimated()).isTrue();
    }

    @Test
    void answerWithoutUsageIsPaidForByItsLength() {
        // When
        var used = CallUsage.of(new Answer("Grüße", "m", Usage.NONE), 300);

        // Then: 100 * 1 + 7 bytes / 3 * 5 = 100 + 15
        assertThat(used.micros(HAIKU)).isEqualTo(115);
        assertThat(used.isEstimated()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(FailureCode.class)
    void failureCostsItsPromptWhereTheProviderMayHaveAnswered(FailureCode code) {
        // When
        var used = CallUsage.of(Failure.of(code, "no"), 300);

        // Then
        var expected =
                switch (code) {
                    case TIMEOUT, UNREADABLE, EMPTY, INTERNAL -> 100;
                    default -> 0;
                };
        assertThat(used.micros(HAIKU)).isEqualTo(expected);
    }

    private static long cost(ModelPrice price, Usage usage) {
        return CallUsage.of(new Answer("Hello", "m", usage), 1).micros(price);
    }

    private static Optional<String> stop() {
        return Optional.of("stop");
    }
}
