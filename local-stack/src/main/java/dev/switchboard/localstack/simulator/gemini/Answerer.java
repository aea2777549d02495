package dev.switchboard.localstack.simulator.gemini;

import java.util.List;

/** Answers from the request alone, so that history and persona can be seen to work. */
final class Answerer {
    String answer(Prompt prompt) {
        var said = prompt.turns().isEmpty() ? List.<String>of() : prompt.turns().getLast().texts();
        return "Thanks for your message: " + String.join(" / ", said);
    }
}
