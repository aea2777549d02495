package dev.switchboard.chassis.setting;

import io.quarkus.runtime.Quarkus;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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
        var complaint = anyComplaint(surroundings, settings.apply(surroundings));
        if (complaint.isPresent()) {
            System.err.println(service + " cannot start: " + complaint.get());
            System.exit(EXIT_CONFIGURATION);
        }
        Quarkus.run(args);
    }

    /** The first thing that keeps the service from starting. */
    static Optional<String> anyComplaint(Config config, List<Setting> settings) {
        var values = said(config);
        var all = Stream.concat(settings.stream(), SharedSettings.of(values).stream()).toList();
        return complaint(config, all)
                .or(() -> SecretRules.complaint(values))
                .or(() -> complaintOfFile(config, all));
    }

    /** The first thing that is wrong with the settings. */
    static Optional<String> complaint(Config config, List<Setting> settings) {
        var values = said(config);
        return settings.stream()
                .flatMap(setting ->
                        Stream.concat(
                                setting.complaint(values.apply(setting.name())).stream(),
                                ofNumbers(setting, config.getPropertyNames())
                                        .flatMap(name ->
                                                setting
                                                        .complaint(name, values.apply(name))
                                                        .stream())))
                .findFirst();
    }

    /** The file cannot be read, or what it says makes no sense. */
    private static Optional<String> complaintOfFile(Config config, List<Setting> settings) {
        try {
            var file = SettingsFile.atStart(config);
            return settings.stream()
                    .flatMap(setting ->
                            Stream.concat(
                                            Stream.of(setting.name()).filter(file::containsKey),
                                            ofNumbers(setting, file.keySet()))
                                    .flatMap(name ->
                                            setting
                                                    .complaint(
                                                            name,
                                                            Optional.ofNullable(file.get(name)))
                                                    .stream()))
                    .findFirst()
                    .map(complaint -> SettingsFile.NAME + ": " + complaint);
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** The setting's names for single business numbers: its own with digits behind it. */
    private static Stream<String> ofNumbers(Setting setting, Iterable<String> names) {
        return StreamSupport.stream(names.spliterator(), false)
                .filter(name -> name.matches(Pattern.quote(setting.name()) + "_[0-9]{5,}"));
    }

    private static Function<String, Optional<String>> said(Config config) {
        return name -> config.getOptionalValue(name, String.class);
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
