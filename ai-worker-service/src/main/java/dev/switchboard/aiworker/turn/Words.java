package dev.switchboard.aiworker.turn;

import dev.switchboard.model.event.ReplyDecided.Author;
import java.util.Optional;

/**
 * What a customer is to be told.
 *
 * @param authorId the model that wrote it
 */
record Words(Author author, Optional<String> authorId, String text) {

    static Words ofModel(String model, String text) {
        return new Words(Author.AI, Optional.of(model), text);
    }

    static Words ofSystem(String text) {
        return new Words(Author.SYSTEM, Optional.empty(), text);
    }
}
