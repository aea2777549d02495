package dev.switchboard.transcript.spend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.switchboard.common.wire.Json;
import dev.switchboard.transcript.spend.ModelPrice.Rates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Prices of models on one day.
 *
 * @param source of the prices
 * @param licence of the source
 * @param taken day on which they were taken from there
 * @param providers the models of each, by the spelling of {@code AI_PROVIDER}
 */
public record PriceList(
        String source, String licence, LocalDate taken, Map<String, List<Entry>> providers) {

    /**
     * Price of some models.
     *
     * @param models their names; one that ends in {@code *} is the beginning of names
     */
    public record Entry(List<String> models, ModelPrice price) {
        private static final String ANY = "*";

        /** Length of the longest name that the model has or begins with; -1 if there is none. */
        private int matchLength(String model) {
            return models.stream().mapToInt(name -> matchLength(name, model)).max().orElse(-1);
        }

        private static int matchLength(String name, String model) {
            if (!name.endsWith(ANY)) {
                return name.equals(model) ? Integer.MAX_VALUE : -1;
            }
            var prefix = name.substring(0, name.length() - 1);
            return model.startsWith(prefix) ? prefix.length() : -1;
        }
    }

    public PriceList {
        if (providers.values().stream().allMatch(List::isEmpty)) {
            throw new IllegalArgumentException("a price list has prices");
        }
        providers = new TreeMap<>(providers);
    }

    private static final String BUILT_IN = "/prices.json";

    /** Returns the list of the build. */
    public static PriceList builtIn() {
        try (var resource = PriceList.class.getResourceAsStream(BUILT_IN)) {
            if (resource == null) {
                throw new IllegalStateException("no price list in the build");
            }
            return read(new String(resource.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("unreadable price list of the build", e);
        }
    }

    /**
     * Returns the list that the setting names, or that of the build.
     *
     * @throws UncheckedIOException if the file is no price list
     */
    public static PriceList of(PriceSettings settings) {
        return settings.pricesFile().map(PriceList::of).orElseGet(PriceList::builtIn);
    }

    private static PriceList of(Path file) {
        try {
            return read(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "AI_PRICES_FILE is invalid: it is no price list of ./switchboard prices import",
                    e);
        }
    }

    /** Reads a list in the product's own form. */
    public static PriceList read(String json) throws JsonProcessingException {
        return Json.mapper().readValue(json, PriceList.class);
    }

    /** Returns the list in the product's own form. */
    public String json() throws JsonProcessingException {
        return Json.mapper()
                        .writer()
                        .with(SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsString(this)
                + "\n";
    }

    /** The same list with those prices of another one for which it has no provider. */
    public PriceList withProvidersOf(PriceList other) {
        var all = new TreeMap<>(other.providers);
        all.putAll(providers);
        return new PriceList(source, licence, taken, all);
    }

    /** Returns the price of a model by its name, or else by the longest beginning of it. */
    public Optional<ModelPrice> find(String provider, String model) {
        return providers.getOrDefault(provider, List.of()).stream()
                .collect(toMap(Function.identity(), entry -> entry.matchLength(model)))
                .entrySet()
                .stream()
                .filter(match -> match.getValue() >= 0)
                .max(Map.Entry.comparingByValue())
                .map(match -> match.getKey().price());
    }

    /** Returns a price as high as every one of the provider's; of all where it has none. */
    public ModelPrice dearest(String provider) {
        var ofProvider = providers.getOrDefault(provider, List.of());
        var entries =
                ofProvider.isEmpty()
                        ? providers.values().stream().flatMap(List::stream).toList()
                        : ofProvider;
        var prices = entries.stream().map(Entry::price).toList();
        var rates = prices.stream().flatMap(PriceList::rates).toList();
        return new ModelPrice(
                Rates.of(
                        highest(rates.stream().flatMap(PriceList::ofInput)),
                        highest(rates.stream().map(Rates::output))),
                prices.stream()
                        .flatMap(price -> price.perThousandRequests().stream())
                        .max(Comparator.naturalOrder()),
                List.of());
    }

    private static Stream<Rates> rates(ModelPrice price) {
        return Stream.concat(
                Stream.of(price.rates()), price.tiers().stream().map(ModelPrice.Tier::rates));
    }

    private static Stream<BigDecimal> ofInput(Rates rates) {
        return Stream.of(
                        Optional.of(rates.input()),
                        rates.cached(),
                        rates.cacheWrite(),
                        rates.audio())
                .flatMap(Optional::stream);
    }

    private static BigDecimal highest(Stream<BigDecimal> rates) {
        return rates.max(Comparator.naturalOrder()).orElseThrow();
    }
}
