package dev.switchboard.operator.page;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A page, cut from what was found when one entry more was asked for than it may have.
 *
 * @param next where the next page begins, where there is one
 */
public record Cut<T>(List<T> shown, Optional<String> next) {

    /**
     * @param end what {@code nextBefore} says when this is a page's last entry
     */
    public static <T> Cut<T> of(List<T> found, int most, Function<T, String> end) {
        var shown = found.stream().limit(most).toList();
        return new Cut<>(
                shown,
                found.size() > most ? Optional.of(end.apply(shown.getLast())) : Optional.empty());
    }
}
