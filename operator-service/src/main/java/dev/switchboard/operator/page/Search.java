package dev.switchboard.operator.page;

import dev.switchboard.operator.problem.RefusedRequest;
import dev.switchboard.transcript.reading.ReadTimeoutException;
import java.util.Optional;
import java.util.function.Supplier;

/** Searches for words, which may be in so many places that the database does not come to an end. */
public final class Search {
    private Search() {}

    /**
     * What is found.
     *
     * @param field the parameter that says the words
     * @throws RefusedRequest naming it when they were looked for longer than a read may take
     */
    public static <T> T by(String field, Optional<String> words, Supplier<T> search) {
        try {
            return search.get();
        } catch (ReadTimeoutException e) {
            if (words.isEmpty()) {
                throw e;
            }
            throw RefusedRequest.invalid(
                    field, "the search took " + e.getMessage() + "; ask for less");
        }
    }
}
