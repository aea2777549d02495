package dev.switchboard.system;

import java.util.List;

/**
 * Webhooks as they are seen in the field, and the expected results.
 *
 * @param file their bodies, see {@link FieldWebhooks}
 * @param answers the number of messages that the customer gets
 * @param inPrompt the texts in the prompt, in this order; none if the model is not called
 * @param notInPrompt the texts that are not in the prompt
 * @param inAnswer the texts in the customer's answer
 */
record FieldCase(
        String file,
        int answers,
        List<String> inPrompt,
        List<String> notInPrompt,
        List<String> inAnswer) {

    /** The model is called once, with these texts in the prompt. */
    static FieldCase answered(String file, String... inPrompt) {
        return new FieldCase(file, 1, List.of(inPrompt), List.of(), List.of());
    }

    /** The customer gets a standard text, and the model is not called. */
    static FieldCase explained(String file) {
        return new FieldCase(file, 1, List.of(), List.of(), List.of());
    }

    static FieldCase silent(String file) {
        return new FieldCase(file, 0, List.of(), List.of(), List.of());
    }

    FieldCase without(String... texts) {
        return new FieldCase(file, answers, inPrompt, List.of(texts), inAnswer);
    }

    FieldCase showing(String... texts) {
        return new FieldCase(file, answers, inPrompt, notInPrompt, List.of(texts));
    }

    boolean callsModel() {
        return !inPrompt.isEmpty();
    }

    @Override
    public String toString() {
        return file;
    }
}
