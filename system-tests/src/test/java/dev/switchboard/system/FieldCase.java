package dev.switchboard.system;

import java.util.List;

/**
 * Webhooks as they are seen in the field, and what is to come of them.
 *
 * @param file their bodies, see {@link FieldWebhooks}
 * @param answers how many messages the customer gets
 * @param told what the model is told, in this order; nothing where it is not asked
 * @param untold what the model is not told
 * @param shown what the customer gets to see
 */
record FieldCase(
        String file, int answers, List<String> told, List<String> untold, List<String> shown) {

    /** The model is asked, once, and told this. */
    static FieldCase answered(String file, String... told) {
        return new FieldCase(file, 1, List.of(told), List.of(), List.of());
    }

    /** The customer gets a word, and the model is not asked. */
    static FieldCase explained(String file) {
        return new FieldCase(file, 1, List.of(), List.of(), List.of());
    }

    static FieldCase silent(String file) {
        return new FieldCase(file, 0, List.of(), List.of(), List.of());
    }

    FieldCase without(String... words) {
        return new FieldCase(file, answers, told, List.of(words), shown);
    }

    FieldCase showing(String... words) {
        return new FieldCase(file, answers, told, untold, List.of(words));
    }

    boolean isAsked() {
        return !told.isEmpty();
    }

    @Override
    public String toString() {
        return file;
    }
}
