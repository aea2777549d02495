package dev.switchboard.outbound;

import dev.switchboard.chassis.config.Setting;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Settings of config mappings (numbers and durations), by their environment variable names. */
final class MappedSettings {
    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final Map<String, String> effective = new LinkedHashMap<>();

    /**
     * @param values of the environment, by name
     */
    MappedSettings(Function<String, Optional<String>> values, Class<?>... mappings) {
        for (var mapping : mappings) {
            var prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
            Arrays.stream(mapping.getMethods())
                    .sorted(Comparator.comparing(Method::getName))
                    .forEach(method -> add(name(prefix, method), method, values));
        }
    }

    private static String name(String prefix, Method method) {
        var key = prefix + "_" + method.getName().replaceAll("([A-Z])", "_$1");
        return key.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private void add(String name, Method method, Function<String, Optional<String>> values) {
        var setting =
                method.getReturnType() == Duration.class
                        ? Setting.duration(name)
                        : Setting.positiveNumber(name);
        var defaultValue = method.getAnnotation(WithDefault.class).value();
        settings.put(name, setting);
        effective.put(name, setting.inForce(values, defaultValue));
    }

    /** Requires one duration to be at least the other; the one that is set is the one reported. */
    MappedSettings atLeast(String one, String other) {
        return atLeast(one, 1, other);
    }

    /** Requires one duration to be at least a multiple of the other. */
    MappedSettings atLeast(String one, int times, String other) {
        var effectiveOne = effective(one);
        var effectiveOther = effective(other);
        addCondition(
                one,
                "at least " + (times == 1 ? other : times + " × " + other),
                value -> isAtLeast(value, times, effectiveOther));
        addCondition(
                other,
                "at most " + (times == 1 ? one : "1/" + times + " of " + one),
                value -> isAtLeast(effectiveOne, times, value));
        return this;
    }

    private String effective(String name) {
        return Optional.ofNullable(effective.get(name)).orElseThrow();
    }

    private void addCondition(String name, String form, Predicate<String> condition) {
        settings.computeIfPresent(name, (_, setting) -> setting.and(form, condition));
    }

    private static boolean isAtLeast(String one, int times, String other) {
        return Duration.parse(one).compareTo(Duration.parse(other).multipliedBy(times)) >= 0;
    }

    List<Setting> all() {
        return List.copyOf(settings.values());
    }
}
