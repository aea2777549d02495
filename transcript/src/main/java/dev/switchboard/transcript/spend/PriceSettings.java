package dev.switchboard.transcript.spend;

import io.smallrye.config.ConfigMapping;
import jakarta.validation.constraints.AssertTrue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Settings of the prices of models. */
@ConfigMapping(prefix = "switchboard.ai")
public interface PriceSettings {

    /** Price list in place of the built-in one, made by {@code ./switchboard prices import}. */
    Optional<Path> pricesFile();

    @AssertTrue(message = "AI_PRICES_FILE is invalid: it must be a file that can be read")
    default boolean isPricesFileReadable() {
        return pricesFile().map(Files::isReadable).orElse(true);
    }
}
