package dev.switchboard.system.chaos;

import java.nio.file.Path;

/** Where the built services are. */
public final class ProductDirectory {
    private ProductDirectory() {}

    /**
     * What the system property {@code switchboard.product} says, otherwise the repository.
     *
     * @param repository as seen from the working directory
     */
    public static Path beside(Path repository) {
        var said = System.getProperty("switchboard.product", "");
        return said.isBlank() ? repository : Path.of(said);
    }
}
