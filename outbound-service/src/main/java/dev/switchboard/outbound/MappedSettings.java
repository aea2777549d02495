package dev.switchboard.outbound;

import dev.switchboard.chassis.setting.Setting;
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

/** The numbers and durations of a mapping, each as the environment names it. */
final class MappedSettings {
    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final Map<String, String> inForce = new LinkedHashMap<>();

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
        var words = method.getName().replaceAll("([A-Z])", "_$1");
        return (prefix + "_" + words).toUpperCase(Locale.ROOT);
    }

    private void add(String name, Method method, Function<String, Optional<String>> values) {
        var setting =
                method.getReturnType() == Duration.class
                        ? Setting.duration(name)
                        : Setting.positiveNumber(name);
        var usual = method.getAnnotation(WithDefault.class).value();
        settings.put(name, setting);
        inForce.put(name, setting.inForce(values, usual));
    }

    /** Whichever of the two is set is complained of when the one is shorter than the other. */
    MappedSettings atLeast(String one, String other) {
        return atLeast(one, 1, other);
    }

    /** The same for a multiple of the other. */
    MappedSettings atLeast(String one, int times, String other) {
        var oneInForce = inForce(one);
        var otherInForce = inForce(other);
        also(
                one,
                "at least " + (times == 1 ? other : times + " × " + other),
                value -> isAtLeast(value, times, otherInForce));
        also(
                other,
                "at most " + (times == 1 ? one : "1/" + times + " of " + one),
                value -> isAtLeast(oneInForce, times, value));
        return this;
    }

    private String inForce(String name) {
        return Optional.ofNullable(inForce.get(name)).orElseThrow();
    }

    private void also(String name, String form, Predicate<String> condition) {
        settings.computeIfPresent(name, (_, setting) -> setting.and(form, condition));
    }

    private static boolean isAtLeast(String one, int times, String other) {
        return Duration.parse(one).compareTo(Duration.parse(other).multipliedBy(times)) >= 0;
    }

    List<Setting> all() {
        return List.copyOf(settings.values());
    }
}
