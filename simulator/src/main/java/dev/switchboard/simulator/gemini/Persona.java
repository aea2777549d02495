package dev.switchboard.simulator.gemini;

import java.util.regex.Pattern;

/** Role of the model according to the system instruction. */
record Persona(String system) {
    private static final Pattern ROLE =
            Pattern.compile(
                    "(?:you are|you're|you’re|act as|your name is)\\s+(.+?)(?=[.!;\\n]|$)",
                    Pattern.CASE_INSENSITIVE);

    static Persona of(String system) {
        return new Persona(system);
    }

    /** Sentence “I am …” in the instruction's own words. */
    String introduction() {
        if (system.isBlank()) {
            return "I am a simulated model without a persona.";
        }
        var role = ROLE.matcher(system);
        return role.find()
                ? "I am " + role.group(1).strip() + "."
                : "I was told: " + system.lines().findFirst().orElse(system);
    }
}
