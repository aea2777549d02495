package dev.switchboard.benchmarks;

import dev.switchboard.localstack.process.ConsoleLog;

/** Runs the clients of the models against a simulator and prints the figures. */
public final class ModelClientsMain {
    private ModelClientsMain() {}

    /**
     * @param arguments the simulator's base URL and the key that it accepts
     */
    public static void main(String[] arguments) throws Exception {
        ConsoleLog.warningsOnly();
        var clients = new SimulatedModelClients(arguments[0], arguments[1]);
        new CorrectionBench(clients).run();
        new CallsAtOnceBench(clients).run();
    }
}
