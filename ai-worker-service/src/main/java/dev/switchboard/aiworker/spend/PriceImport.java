package dev.switchboard.aiworker.spend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.transcript.spend.ModelPrice;
import dev.switchboard.transcript.spend.ModelPrice.Rates;
import dev.switchboard.transcript.spend.ModelPrice.Tier;
import dev.switchboard.transcript.spend.PriceList;
import dev.switchboard.transcript.spend.PriceList.Entry;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the price files of others. Models without a price for input and output are left out. */
final class PriceImport {
    private static final Map<String, String> PROVIDERS =
            Map.of(
                    "google", "gemini",
                    "gemini", "gemini",
                    "openai", "openai",
                    "anthropic", "anthropic",
                    "perplexity", "perplexity");

    private static final Pattern OTHER_KINDS =
            Pattern.compile(
                    "image|tts|embedding|realtime|transcri|moderation|whisper|live|audio|computer-use"
                        + "|^(ada|babbage|curie|davinci|text-)");

    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
    private static final Pattern TIER =
            Pattern.compile("input_cost_per_token_above_(\\d+)k_tokens");

    private PriceImport() {}

    /**
     * @param file of pydantic/genai-prices, a list of providers, or of LiteLLM, an object by model
     * @param today the prices of which day
     * @throws IllegalArgumentException when it is neither
     */
    static PriceList read(JsonNode file, LocalDate today) {
        return file.isArray()
                ? new PriceList(
                        "pydantic/genai-prices",
                        "MIT, Copyright (c) Pydantic Services Inc. 2025 to present",
                        today,
                        genAiPrices(file, today))
                : new PriceList(
                        "BerriAI/litellm, model_prices_and_context_window.json",
                        "MIT, Copyright (c) 2023 Berri AI",
                        today,
                        liteLlm(file));
    }

    private static Map<String, List<Entry>> genAiPrices(JsonNode providers, LocalDate today) {
        var read = new TreeMap<String, List<Entry>>();
        for (var provider : providers) {
            var name = PROVIDERS.get(provider.path("id").asText());
            if (name != null) {
                var entries = read.computeIfAbsent(name, _ -> new ArrayList<>());
                for (var model : provider.path("models")) {
                    if (isChat(name, model.path("id").asText())) {
                        genAiPrice(current(model.path("prices"), today))
                                .ifPresent(price -> entries.add(new Entry(names(model), price)));
                    }
                }
            }
        }
        return read;
    }

    /** False for another vendor's model, and for one that makes something else than text. */
    private static boolean isChat(String provider, String model) {
        return !OTHER_KINDS.matcher(model).find()
                && (!provider.equals("gemini") || model.startsWith("gem"));
    }

    /** Its id and its rules; a name that is found by its middle is not taken over. */
    private static List<String> names(JsonNode model) {
        var names = new LinkedHashSet<String>();
        names.add(model.path("id").asText());
        addNames(model.path("match"), names);
        return List.copyOf(names);
    }

    private static void addNames(JsonNode match, Set<String> names) {
        match.path("or").forEach(each -> addNames(each, names));
        var all = match.path("and");
        if (all.valueStream().allMatch(each -> each.has("starts_with") || isExclusion(each))) {
            all.forEach(each -> addNames(each, names));
        }
        if (match.has("equals")) {
            names.add(match.path("equals").asText());
        }
        if (match.has("starts_with")) {
            names.add(match.path("starts_with").asText() + "*");
        }
    }

    /** Such as "no name with -tts": those models have prices of their own. */
    private static boolean isExclusion(JsonNode match) {
        return match.path("regex").asText("").startsWith("^(?!");
    }

    /** Of several prices the last that is in force, whatever the time of day. */
    private static JsonNode current(JsonNode prices, LocalDate today) {
        if (!prices.isArray()) {
            return prices;
        }
        return prices.valueStream()
                .filter(each -> {
                    var constraint = each.path("constraint");
                    var start = constraint.path("start_date").asText("");
                    return constraint.isMissingNode()
                            || constraint.isNull()
                            || !start.isEmpty() && !LocalDate.parse(start).isAfter(today);
                })
                .reduce((_, later) -> later)
                .map(each -> each.path("prices"))
                .orElse(prices);
    }

    private static Optional<ModelPrice> genAiPrice(JsonNode prices) {
        if (!prices.has("input_mtok") || !prices.has("output_mtok")) {
            return Optional.empty();
        }
        var starts = new TreeSet<Long>();
        prices.forEach(each ->
                each.path("tiers").forEach(tier -> starts.add(tier.path("start").asLong())));
        return Optional.of(
                new ModelPrice(
                        genAiRates(prices, 0),
                        optional(prices.path("requests_kcount")),
                        starts.stream()
                                .map(start -> new Tier(start, genAiRates(prices, start)))
                                .toList()));
    }

    private static Rates genAiRates(JsonNode prices, long start) {
        return new Rates(
                at(prices.path("input_mtok"), start).orElseThrow(),
                at(prices.path("cache_read_mtok"), start),
                at(prices.path("cache_write_mtok"), start),
                at(prices.path("input_audio_mtok"), start),
                at(prices.path("output_mtok"), start).orElseThrow());
    }

    /** A price, or the one of the highest tier that begins by then. */
    private static Optional<BigDecimal> at(JsonNode price, long start) {
        return price.path("tiers")
                .valueStream()
                .filter(tier -> tier.path("start").asLong() <= start)
                .reduce((_, higher) -> higher)
                .map(tier -> tier.path("price"))
                .or(() -> Optional.of(price.has("base") ? price.path("base") : price))
                .flatMap(PriceImport::optional);
    }

    private static Map<String, List<Entry>> liteLlm(JsonNode models) {
        var read = new TreeMap<String, List<Entry>>();
        models.properties()
                .forEach(each -> {
                    var model = each.getValue();
                    var provider = PROVIDERS.get(model.path("litellm_provider").asText());
                    var isChat = Set.of("chat", "responses").contains(model.path("mode").asText());
                    var name = each.getKey().replaceFirst("^\\w+/", "");
                    if (provider != null && isChat && isChat(provider, name)) {
                        liteLlmPrice(model)
                                .ifPresent(price ->
                                        read.computeIfAbsent(provider, _ -> new ArrayList<>())
                                                .add(new Entry(List.of(name), price)));
                    }
                });
        return read;
    }

    private static Optional<ModelPrice> liteLlmPrice(JsonNode model) {
        if (!model.has("input_cost_per_token") || !model.has("output_cost_per_token")) {
            return Optional.empty();
        }
        return Optional.of(
                new ModelPrice(
                        liteLlmRates(model, ""),
                        model.path("search_context_cost_per_query")
                                .valueStream()
                                .flatMap(cost -> optional(cost).stream())
                                .reduce(BigDecimal::max)
                                .map(cost -> cost.multiply(THOUSAND)),
                        tierSuffixes(model)
                                .map(thousands ->
                                        new Tier(
                                                thousands * 1_000L,
                                                liteLlmRates(
                                                        model, "_above_" + thousands + "k_tokens")))
                                .toList()));
    }

    private static Stream<Integer> tierSuffixes(JsonNode model) {
        return model.propertyStream()
                .map(each -> TIER.matcher(each.getKey()))
                .filter(matcher -> matcher.matches())
                .map(matcher -> Integer.valueOf(matcher.group(1)));
    }

    private static Rates liteLlmRates(JsonNode model, String tier) {
        return new Rates(
                perMillion(model, "input_cost_per_token", tier).orElseThrow(),
                perMillion(model, "cache_read_input_token_cost", tier),
                perMillion(model, "cache_creation_input_token_cost", tier),
                perMillion(model, "input_cost_per_audio_token", tier),
                perMillion(model, "output_cost_per_token", tier).orElseThrow());
    }

    /** The tier's, or else what holds for every prompt. */
    private static Optional<BigDecimal> perMillion(JsonNode model, String name, String tier) {
        return optional(model.path(name + tier))
                .or(() -> optional(model.path(name)))
                .map(MILLION::multiply)
                .map(BigDecimal::stripTrailingZeros);
    }

    private static Optional<BigDecimal> optional(JsonNode price) {
        return price.isNumber() ? Optional.of(price.decimalValue()) : Optional.empty();
    }
}
