package dev.switchboard.chassis.config;

import io.quarkus.runtime.Quarkus;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/** Starts a service, or exits with one line that names the setting that keeps it from starting. */
public final class ServiceMain {
    /** {@code EX_CONFIG} of sysexits.h: something is wrong with the configuration. */
    private static final int EXIT_CONFIGURATION = 78;

    private ServiceMain() {}

    /** Starts the service and returns when it stops. */
    public static void run(String service, List<Setting> settings, String... args) {
        run(service, _ -> settings, args);
    }

    /**
     * Same as {@link #run(String, List, String...)}, for a service of which some settings are
     * required only with others.
     */
    public static void run(
            String service, Function<Config, List<Setting>> settings, String... args) {
        var environment = environment();
        var complaint = anyComplaint(environment, settings.apply(environment));
        if (complaint.isPresent()) {
            System.err.println(service + " cannot start: " + complaint.get());
            System.exit(EXIT_CONFIGURATION);
        }
        Quarkus.run(args);
    }

    /** Returns the first complaint that keeps the service from starting. */
    static Optional<String> anyComplaint(Config config, List<Setting> settings) {
        var values = values(config);
        var all = Stream.concat(settings.stream(), SharedSettings.of(values).stream()).toList();
        return complaint(config, all)
                .or(() -> SecretRules.complaint(values))
                .or(() -> complaintOfFile(config, all));
    }

    /** Returns the first complaint about the settings. */
    static Optional<String> complaint(Config config, List<Setting> settings) {
        var values = values(config);
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

    /** Returns a complaint about a file that cannot be read, or has an invalid value. */
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

    /** Returns the setting's names for single business numbers: its own followed by digits. */
    private static Stream<String> ofNumbers(Setting setting, Iterable<String> names) {
        return StreamSupport.stream(names.spliterator(), false)
                .filter(name -> name.matches(Pattern.quote(setting.name()) + "_[0-9]{5,}"));
    }

    private static Function<String, Optional<String>> values(Config config) {
        return name -> config.getOptionalValue(name, String.class);
    }

    /**
     * Returns the environment, {@code .env} and system properties, with old names mapped; read
     * before Quarkus starts.
     */
    private static Config environment() {
        return new SmallRyeConfigBuilder()
                .addDefaultSources()
                .addDefaultInterceptors()
                .withSources(DotEnv.source())
                .withSources(new LegacySettingNames())
                .build();
    }
}
