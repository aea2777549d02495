package dev.switchboard.chassis.config;

import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Properties;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Config source for the file {@code .env} in the working directory; below the environment, as in
 * Quarkus itself.
 */
final class DotEnv {
    private static final int BELOW_ENVIRONMENT = 295;

    private DotEnv() {}

    static ConfigSource source() {
        var values = new Properties();
        var file = Path.of(".env");
        if (Files.isRegularFile(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                values.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        var named = new HashMap<String, String>();
        values.stringPropertyNames().forEach(name -> named.put(name, values.getProperty(name)));
        return new PropertiesConfigSource(named, ".env", BELOW_ENVIRONMENT);
    }
}
