package dev.switchboard.chassis.setting;

import io.quarkus.runtime.Quarkus;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;

/** Starts a service, or says in one line which of its settings keeps it from starting. */
public final class ServiceMain {
    /** {@code EX_CONFIG} of sysexits.h: something is wrong with the configuration. */
    private static final int EXIT_CONFIGURATION = 78;

    private ServiceMain() {}

    /** Does not return before the service stops. */
    public static void run(String service, List<Setting> settings, String... args) {
        run(service, _ -> settings, args);
    }

    /**
     * As {@link #run(String, List, String...)}, for a service of which some settings are needed
     * only beside others.
     */
    public static void run(
            String service, Function<Config, List<Setting>> settings, String... args) {
        var surroundings = surroundings();
        var complaint = complaint(surroundings, settings.apply(surroundings));
        if (complaint.isPresent()) {
            System.err.println(service + " cannot start: " + complaint.get());
            System.exit(EXIT_CONFIGURATION);
        }
        Quarkus.run(args);
    }

    /** The first thing that is wrong with the settings. */
    static Optional<String> complaint(Config config, List<Setting> settings) {
        return settings.stream()
                .flatMap(setting ->
                        setting
                                .complaint(config.getOptionalValue(setting.name(), String.class))
                                .stream())
                .findFirst();
    }

    /**
     * The environment, {@code .env} and system properties, with old names mapped; read before
     * Quarkus starts.
     */
    private static Config surroundings() {
        return new SmallRyeConfigBuilder()
                .addDefaultSources()
                .addDefaultInterceptors()
                .withSources(DotEnv.source())
                .withSources(new FamiliarNames())
                .build();
    }
}
