package dev.switchboard.chassis.config;

import dev.switchboard.common.privacy.Masked;
import io.quarkus.runtime.Quarkus;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.DotEnvConfigSourceProvider;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.PropertiesConfigSourceLoader;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidator;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hibernate.validator.HibernateValidator;

/** Starts a service, or exits with one line that names the setting that keeps it from starting. */
public final class ServiceMain {
    /** {@code EX_CONFIG} of sysexits.h: something is wrong with the configuration. */
    private static final int EXIT_CONFIGURATION = 78;

    private static final int ENVIRONMENT_ORDINAL = 300;
    private static final int APPLICATION_ORDINAL = 250;
    private static final int CONVERTER_PRIORITY = 1000;

    /** Message of a relation between settings; the property path before it says less. */
    private static final Pattern RELATION = Pattern.compile("[A-Z][A-Z0-9_]+ is invalid: .*");

    private static final Pattern KEY = Pattern.compile("switchboard\\.[a-z0-9.-]+");

    /** The last such words: a value that cannot be converted is quoted before. */
    private static final Pattern FORM =
            Pattern.compile(".*\\b(must .*|allowed values: .*)", Pattern.DOTALL);

    /** SmallRye Config's code for a required property without a value. */
    private static final String NO_VALUE = "SRCFG00014";

    /** Suffix of a setting of a single business number: its digits. */
    private static final Pattern OF_NUMBER = Pattern.compile("_[0-9]{5,}$");

    private static final Validator VALIDATOR =
            Validation.byProvider(HibernateValidator.class)
                    .configure()
                    .ignoreXmlConfiguration()
                    .defaultLocale(Locale.ENGLISH)
                    .buildValidatorFactory()
                    .getValidator();

    private final Supplier<SmallRyeConfigBuilder> sources;
    private final List<Class<?>> mappings;

    private ServiceMain(Supplier<SmallRyeConfigBuilder> sources, List<Class<?>> mappings) {
        this.sources = sources;
        this.mappings = mappings;
    }

    /**
     * Starts the service and returns when it stops.
     *
     * @param check returns a complaint about what no mapping can check alone
     */
    public static void run(
            String service,
            List<Class<?>> mappings,
            Function<SmallRyeConfig, Optional<String>> check,
            String... args) {
        var complaint = new ServiceMain(ServiceMain::environment, mappings).complaint(check);
        if (complaint.isPresent()) {
            print(service, complaint.get());
            System.exit(EXIT_CONFIGURATION);
        }
        Quarkus.run(args);
    }

    /**
     * Stops the running service as a setting that is invalid at the start does. Returns at once.
     *
     * @param complaint about a setting that only what it connects to can show to be wrong
     */
    public static void stop(String service, String complaint) {
        print(service, complaint);
        Quarkus.asyncExit(EXIT_CONFIGURATION);
    }

    private static void print(String service, String complaint) {
        System.err.println(service + " cannot start: " + complaint);
    }

    /** Returns the complaint that would keep a service from starting with these variables. */
    public static Optional<String> complaint(
            Map<String, String> variables,
            List<Class<?>> mappings,
            Function<SmallRyeConfig, Optional<String>> check) {
        return new ServiceMain(
                        () ->
                                new SmallRyeConfigBuilder()
                                        .addPropertiesSources()
                                        .withSources(
                                                new EnvConfigSource(
                                                        variables, ENVIRONMENT_ORDINAL)),
                        mappings)
                .complaint(check);
    }

    /** Returns the environment, {@code .env} and system properties, read before Quarkus starts. */
    private static SmallRyeConfigBuilder environment() {
        return new SmallRyeConfigBuilder()
                .addDefaultSources()
                .withSources(new DotEnvConfigSourceProvider());
    }

    private Optional<String> complaint(Function<SmallRyeConfig, Optional<String>> check) {
        try {
            var config = validated(sources.get());
            return check.apply(config)
                    .or(() ->
                            SecretRules.complaint(
                                    name -> config.getOptionalValue(name, String.class)))
                    .or(() -> complaint(ofNumbers(config)))
                    .or(() -> complaintOfFile(config));
        } catch (ConfigValidationException e) {
            return Optional.of(oneLine(e));
        } catch (IllegalArgumentException | NoSuchElementException e) {
            // Of Quarkus' own settings and of URLs; the message may quote a secret.
            return Optional.of("a setting is invalid: " + e.getClass().getSimpleName());
        }
    }

    private static Map<String, String> ofNumbers(SmallRyeConfig config) {
        var values = new HashMap<String, String>();
        for (var name : config.getPropertyNames()) {
            if (OF_NUMBER.matcher(name).find()) {
                config.getOptionalValue(name, String.class)
                        .ifPresent(value -> values.put(name, value));
            }
        }
        return values;
    }

    private Optional<String> complaintOfFile(SmallRyeConfig config) {
        try {
            return complaint(SettingsFile.atStart(config))
                    .map(complaint -> SettingsFile.NAME + ": " + complaint);
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Holds values against the rules of the settings they replace, those of a number together. */
    private Optional<String> complaint(Map<String, String> values) {
        var byNumber =
                values.entrySet().stream()
                        .collect(
                                Collectors.groupingBy(value ->
                                        value.getKey()
                                                .substring(setting(value.getKey()).length())));
        for (var ofNumber : byNumber.values()) {
            var replaced =
                    ofNumber.stream()
                            .collect(
                                    Collectors.toMap(
                                            value -> setting(value.getKey()),
                                            value -> value.getValue().replace("${", "$${")));
            try {
                validated(
                        sources.get()
                                .withSources(
                                        new PropertiesConfigSource(
                                                replaced, "replaced", Integer.MAX_VALUE)));
            } catch (ConfigValidationException e) {
                return Optional.of(withNumber(oneLine(e), ofNumber));
            }
        }
        return Optional.empty();
    }

    private static String setting(String name) {
        return OF_NUMBER.matcher(name).replaceFirst("");
    }

    private static String withNumber(String complaint, List<Map.Entry<String, String>> values) {
        var named = complaint;
        for (var value : values) {
            var name = value.getKey();
            var setting = "\\b" + Pattern.quote(setting(name)) + "\\b";
            named = named.replaceAll(setting, Matcher.quoteReplacement(Masked.numbersIn(name)));
        }
        return named;
    }

    /**
     * @throws ConfigValidationException when a setting is missing or invalid
     */
    private SmallRyeConfig validated(SmallRyeConfigBuilder builder) {
        mappings.forEach(type -> {
            if (type.isAnnotationPresent(ConfigMapping.class)) {
                builder.withMapping(type);
            } else {
                builder.withMapping(type, "switchboard");
            }
        });
        convert(builder, Duration.class, Duration::parse, "an ISO-8601 duration such as PT2S");
        convert(builder, Integer.class, Integer::valueOf, "a whole number");
        convert(builder, Long.class, Long::valueOf, "a whole number");
        convert(builder, Double.class, Double::valueOf, "a number");
        convert(builder, URI.class, ServiceMain::httpUrl, "an http or https URL");
        convert(builder, Path.class, Path::of, "a path");
        convert(builder, ZoneId.class, ZoneId::of, "a time zone such as Europe/Berlin");
        return builder.withMapping(SharedSettings.class, "switchboard")
                .withSources(
                        PropertiesConfigSourceLoader.inClassPath(
                                "application.properties",
                                APPLICATION_ORDINAL,
                                ServiceMain.class.getClassLoader()))
                .addDefaultInterceptors()
                .withInterceptors(new SettingNames())
                .withValidateUnknown(false)
                .withValidator((BeanValidationConfigValidator) () -> VALIDATOR)
                .build();
    }

    /** Lets a value that cannot be converted be named by its form: it may be a secret. */
    private static <T> void convert(
            SmallRyeConfigBuilder builder, Class<T> type, Function<String, T> parser, String form) {
        builder.withConverter(
                type,
                CONVERTER_PRIORITY,
                text -> {
                    try {
                        return parser.apply(text.strip());
                    } catch (IllegalArgumentException | DateTimeException e) {
                        throw new IllegalArgumentException("must be " + form, e);
                    }
                });
    }

    private static URI httpUrl(String text) {
        var url = URI.create(text);
        if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
            throw new IllegalArgumentException("no http URL");
        }
        return url;
    }

    private static String oneLine(ConfigValidationException invalid) {
        var problem = invalid.getProblem(0).getMessage();
        var relation = RELATION.matcher(problem);
        if (relation.find()) {
            return relation.group();
        }
        var key = KEY.matcher(problem);
        if (!key.find()) {
            return problem;
        }
        var name = SettingNames.variable(key.group());
        if (key.start() == 0) {
            return name + " is invalid: it" + problem.substring(key.end());
        }
        var form = FORM.matcher(problem);
        if (form.lookingAt()) {
            return name
                    + " is invalid: it "
                    + form.group(1).replace("allowed values:", "must be one of:");
        }
        return problem.contains(NO_VALUE)
                ? name + " is missing: it must be set"
                : name + " is invalid";
    }
}
