package dev.switchboard.aiworker.spend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import dev.switchboard.common.wire.Json;
import dev.switchboard.transcript.spend.PriceList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Writes the product's price list from a price file of others; providers that it does not have keep
 * their prices.
 */
public final class PriceImportMain {
    private PriceImportMain() {}

    /**
     * @param arguments the file to read, and the one to write
     */
    public static void main(String[] arguments) throws IOException {
        var from = Path.of(arguments[0]);
        var to = Path.of(arguments[1]);
        try {
            var list = imported(from, LocalDate.now(ZoneOffset.UTC), to);
            Files.writeString(to, list.json());
            var models = list.providers().values().stream().mapToInt(List::size).sum();
            System.out.printf("%d prices of %s are in %s%n", models, list.providers().keySet(), to);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            System.err.printf(
                    "switchboard: %s is no price file of genai-prices or LiteLLM%n", from);
            System.exit(1);
        }
    }

    private static PriceList imported(Path from, LocalDate today, Path to) throws IOException {
        var reader = Json.mapper().reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        var list = PriceImport.read(reader.readTree(Files.readString(from)), today);
        var before = Files.exists(to) ? PriceList.read(Files.readString(to)) : PriceList.builtIn();
        return list.withProvidersOf(before);
    }
}
