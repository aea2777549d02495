package dev.switchboard.system.chaos;

import java.nio.file.Path;

/** Directory of the built services. */
public final class ProductDirectory {
    private ProductDirectory() {}

    /**
     * System property {@code switchboard.product}, otherwise the repository.
     *
     * @param repository relative to the working directory
     */
    public static Path beside(Path repository) {
        var configured = System.getProperty("switchboard.product", "");
        return configured.isBlank() ? repository : Path.of(configured);
    }
}
