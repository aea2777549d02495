package dev.switchboard.operator.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list, made from a result that was queried with one entry more than fits.
 *
 * @param next value of {@code nextBefore}; empty on the last page
 */
public record Page<T>(List<T> entries, Optional<String> next) {

    /**
     * @param cursorOf {@code nextBefore} of a page that ends with this entry
     */
    public static <T> Page<T> of(List<T> found, int max, Function<T, String> cursorOf) {
        var entries = found.stream().limit(max).toList();
        return new Page<>(
                entries,
                found.size() > max
                        ? Optional.of(cursorOf.apply(entries.getLast()))
                        : Optional.empty());
    }
}
