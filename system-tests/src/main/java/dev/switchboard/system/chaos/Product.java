package dev.switchboard.system.chaos;

import java.nio.file.Path;

/** Where the built services are: beside this module, or where {@code switchboard.product} says. */
public final class Product {
    private Product() {}

    /**
     * @param beside the repository as seen from the working directory
     */
    public static Path directory(Path beside) {
        var said = System.getProperty("switchboard.product", "");
        return said.isBlank() ? beside : Path.of(said);
    }
}
