package dev.switchboard.aiworker.spend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.aiworker.model.ProfileTerms;
import dev.switchboard.common.wire.Json;
import dev.switchboard.testing.LogLines;
import dev.switchboard.transcript.setting.AiProfile;
import dev.switchboard.transcript.spend.ModelPrice;
import dev.switchboard.transcript.spend.ModelPrice.Rates;
import dev.switchboard.transcript.spend.PriceList;
import dev.switchboard.transcript.spend.PriceSettings;
import dev.switchboard.transcript.spend.TokenCounts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceListTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-12-01");
    private static final TokenCounts MILLION_EACH = TokenCounts.of(1_000_000, 1_000_000);

    private static final String GENAI_PRICES =
            """
            [{"id": "google", "models": [
              {"id": "gemini-2.5-pro",
               "match": {"and": [{"starts_with": "gemini-2.5-pro"}, {"regex": "^(?!.*-tts)"}]},
               "prices": {"input_mtok": {"base": 1.25, "tiers": [{"start": 200000, "price": 2.5}]},
                          "cache_read_mtok": 0.125,
                          "output_mtok": {"base": 10, "tiers": [{"start": 200000, "price": 15}]}}},
              {"id": "gemini-2.5-flash", "match": {"equals": "gemini-2.5-flash"},
               "prices": [{"prices": {"input_mtok": 9, "output_mtok": 9}},
                          {"constraint": {"start_date": "2026-11-01"},
                           "prices": {"input_mtok": 0.3, "input_audio_mtok": 1, "output_mtok": 2.5}},
                          {"constraint": {"start_date": "2027-01-01"}, "prices": {"input_mtok": 1, "output_mtok": 1}}]},
              {"id": "gemini-2.5-flash-tts", "match": {"equals": "gemini-2.5-flash-tts"},
               "prices": {"input_mtok": 0.5, "output_mtok": 10}},
              {"id": "claude-opus-5", "match": {"equals": "claude-opus-5"},
               "prices": {"input_mtok": 5, "output_mtok": 25}}]},
             {"id": "perplexity", "models": [
              {"id": "sonar", "match": {"or": [{"equals": "sonar"}, {"contains": "sonar"}]},
               "prices": {"input_mtok": 1, "output_mtok": 1, "requests_kcount": 12}}]},
             {"id": "groq", "models": [
              {"id": "llama", "match": {"equals": "llama"}, "prices": {"input_mtok": 1, "output_mtok": 1}}]}]
            """;

    private static final String LITELLM =
            """
            {"sample_spec": {"mode": "chat", "litellm_provider": "one of"},
             "gemini/gemini-2.5-pro": {"litellm_provider": "gemini", "mode": "chat",
               "input_cost_per_token": 1.25e-06, "input_cost_per_token_above_200k_tokens": 2.5e-06,
               "output_cost_per_token": 1e-05, "output_cost_per_token_above_200k_tokens": 1.5e-05,
               "cache_read_input_token_cost": 1.25e-07},
             "claude-haiku-4-5": {"litellm_provider": "anthropic", "mode": "chat", "input_cost_per_token": 1e-06,
               "cache_creation_input_token_cost": 1.25e-06, "output_cost_per_token": 5e-06},
             "text-embedding-3-small": {"litellm_provider": "openai", "mode": "embedding",
               "input_cost_per_token": 2e-08, "output_cost_per_token": 0.0},
             "perplexity/sonar": {"litellm_provider": "perplexity", "mode": "chat", "input_cost_per_token": 1e-06,
               "output_cost_per_token": 1e-06,
               "search_context_cost_per_query": {"search_context_size_low": 0.005, "search_context_size_high": 0.012}}}
            """;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private record Settings(Optional<Path> pricesFile, Optional<BigDecimal> priceUnknown)
            implements SpendSettings, PriceSettings {

        @Override
        public Optional<BigDecimal> dayCeilingUsd() {
            return Optional.empty();
        }

        @Override
        public Optional<BigDecimal> numberDayCeilingUsd() {
            return Optional.empty();
        }

        @Override
        public Optional<BigDecimal> conversationCeilingUsd() {
            return Optional.empty();
        }

        @Override
        public Duration spendTimeout() {
            return Duration.ofSeconds(1);
        }
    }

    @Test
    void genAiPricesAreTakenOverAsTheyAreInForceOnTheDay() throws JsonProcessingException {
        // When
        var list = PriceImport.read(json(GENAI_PRICES), TODAY);

        // Then
        assertThat(list.providers()).containsOnlyKeys("gemini", "perplexity");
        assertThat(list.find("gemini", "gemini-2.5-pro-preview").orElseThrow())
                .satisfies(price -> {
                    assertThat(price.micros(TokenCounts.of(200_000, 0))).isEqualTo(250_000);
                    assertThat(price.micros(TokenCounts.of(200_001, 0))).isEqualTo(500_003);
                    assertThat(price.tiers()).hasSize(1);
                    assertThat(price.tiers().getFirst().rates().cached())
                            .contains(new BigDecimal("0.125"));
                });
        assertThat(list.find("gemini", "gemini-2.5-flash").orElseThrow().micros(MILLION_EACH))
                .isEqualTo(2_800_000);
        assertThat(list.find("gemini", "gemini-2.5-flash-tts")).isEmpty();
        assertThat(list.find("gemini", "claude-opus-5")).isEmpty();
        assertThat(list.find("perplexity", "sonar").orElseThrow().micros(MILLION_EACH))
                .isEqualTo(2_012_000);
    }

    @Test
    void liteLlmsPricesPerTokenAreTakenOver() throws JsonProcessingException {
        // When
        var list = PriceImport.read(json(LITELLM), TODAY);

        // Then
        assertThat(list.providers()).containsOnlyKeys("anthropic", "gemini", "perplexity");
        var pro = list.find("gemini", "gemini-2.5-pro").orElseThrow();
        assertThat(pro.micros(MILLION_EACH)).isEqualTo(17_500_000);
        assertThat(pro.micros(TokenCounts.of(100_000, 100_000))).isEqualTo(1_125_000);
        assertThat(list.find("anthropic", "claude-haiku-4-5").orElseThrow().rates().cacheWrite())
                .hasValueSatisfying(rate -> assertThat(rate).isEqualByComparingTo("1.25"));
        assertThat(list.find("perplexity", "sonar").orElseThrow().perThousandRequests())
                .hasValueSatisfying(rate -> assertThat(rate).isEqualByComparingTo("12"));
    }

    @Test
    void importWritesTheListAndKeepsOtherProviders(@TempDir Path directory) throws IOException {
        // Given
        var from = directory.resolve("data.json");
        var to = directory.resolve("prices.json");
        Files.writeString(from, GENAI_PRICES);

        // When
        PriceImportMain.main(new String[] {from.toString(), to.toString()});

        // Then
        var list = PriceList.read(Files.readString(to));
        assertThat(list.providers()).containsKeys("gemini", "perplexity", "openai", "ollama");
        assertThat(list.find("gemini", "gemini-2.5-flash").orElseThrow().micros(MILLION_EACH))
                .isEqualTo(2_800_000);
        assertThat(list.licence()).startsWith("MIT");
        var settings = new Settings(Optional.of(to), Optional.empty());
        assertThat(new ModelPrices(settings, settings, meters)).isNotNull();
    }

    @Test
    void fileOfAnotherFormIsNoPriceList(@TempDir Path directory) throws IOException {
        // Given
        var file = Files.writeString(directory.resolve("prices.json"), GENAI_PRICES);
        var settings = new Settings(Optional.of(file), Optional.empty());

        // Then
        assertThatThrownBy(() -> new ModelPrices(settings, settings, meters))
                .hasMessageStartingWith("AI_PRICES_FILE is invalid");
        assertThatThrownBy(() -> PriceImport.read(json("{\"a\": 1}"), TODAY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void builtInListSaysItsOriginAndHasAPriceForEveryProviderOfModelsWithNames() {
        // When
        var list = PriceList.builtIn();

        // Then
        assertThat(list.source()).contains("genai-prices 0.1.8");
        assertThat(list.licence()).startsWith("MIT");
        assertThat(list.taken()).isAfter(LocalDate.parse("2026-11-01"));
        var named = new HashSet<>(AiProfile.PROVIDERS);
        named.removeAll(AiProfile.WITHOUT_DEFAULT_MODEL);
        assertThat(list.providers()).containsOnlyKeys(named);
    }

    @Test
    void modelWithoutAPriceCountsByTheDearestAndIsToldOncePerVersion() {
        // Given
        var settings = new Settings(Optional.empty(), Optional.empty());
        var prices = new ModelPrices(settings, settings, meters);
        try (var log = new LogLines(ModelPrices.class.getName(), Level.WARNING)) {
            // When
            var ofGemini = prices.of(terms(1), "gemini", "gemini-99");
            var again = prices.of(terms(1), "gemini", "gemini-99");
            var later = prices.of(terms(2), "gemini", "gemini-99");
            var custom = prices.of(terms(3), "custom", "eliza");

            // Then
            assertThat(ofGemini.taken()).isEqualTo("unknown");
            assertThat(ofGemini.price().rates().input()).isEqualByComparingTo("4");
            assertThat(ofGemini.price().rates().output()).isEqualByComparingTo("18");
            assertThat(again).isEqualTo(ofGemini).isEqualTo(later);
            assertThat(custom.price().micros(TokenCounts.of(1, 0))).isGreaterThan(4);
            assertThat(log.lines()).hasSize(3);
            assertThat(
                            meters.counter(
                                            "switchboard.model.calls.without.price",
                                            "profile",
                                            "main")
                                    .count())
                    .isEqualTo(4);
        }
    }

    @Test
    void administratorsPriceAndTheSettingComeBeforeTheList() {
        // Given
        var settings = new Settings(Optional.empty(), Optional.of(new BigDecimal("2.5")));
        var prices = new ModelPrices(settings, settings, meters);
        var own = ModelPrice.of(Rates.of(BigDecimal.ONE, BigDecimal.TEN));
        var terms =
                new ProfileTerms(
                        Optional.empty(), 1, "main", 1, Duration.ofSeconds(1), Optional.of(own));

        // When
        var ofProfile = prices.of(terms, "gemini", "gemini-2.5-flash");
        var unknown = prices.of(terms(1), "custom", "eliza");

        // Then
        assertThat(ofProfile).isEqualTo(new ModelPrices.CallPrice(own, "profile"));
        assertThat(unknown.price().micros(TokenCounts.of(10, 10))).isEqualTo(50);
    }

    private static ProfileTerms terms(long version) {
        return new ProfileTerms(
                Optional.empty(), version, "main", 1, Duration.ofSeconds(1), Optional.empty());
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return Json.mapper()
                .reader()
                .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .readTree(text);
    }
}
