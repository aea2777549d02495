package dev.switchboard.operator.api;

import dev.switchboard.transcript.read.ReadTimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Text searches, which may exceed the time limit of a read. */
public final class Search {
    private Search() {}

    /**
     * Runs a search.
     *
     * @param field the parameter with the text to search for
     * @throws RefusedRequest naming it if the search exceeded the time limit
     */
    public static <T> T by(String field, @Nullable String text, Supplier<T> search) {
        try {
            return search.get();
        } catch (ReadTimeoutException e) {
            if (text == null) {
                throw e;
            }
            throw RefusedRequest.invalid(
                    field, "the search took " + e.getMessage() + "; ask for less");
        }
    }
}
