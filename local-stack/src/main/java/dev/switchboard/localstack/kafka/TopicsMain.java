package dev.switchboard.localstack.kafka;

import dev.switchboard.localstack.process.ConsoleLog;

/** Creates the declared topics at a broker that somebody else runs, and ends. */
public final class TopicsMain {
    private TopicsMain() {}

    /** Argument: the broker's address. */
    public static void main(String[] arguments) {
        ConsoleLog.warningsOnly();
        DeclaredTopics.createMissing(arguments[0]);
        System.out.println("Every topic exists at " + arguments[0]);
    }
}
