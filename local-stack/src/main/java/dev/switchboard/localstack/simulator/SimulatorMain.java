package dev.switchboard.localstack.simulator;

/** Runs the simulator as a process, by the settings in the environment. */
public final class SimulatorMain {
    private SimulatorMain() {}

    public static void main(String[] arguments) {
        try {
            var simulator = Simulator.start(SimulatorOptions.of(System.getenv()));
            Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
            System.out.println("Simulator listens at " + simulator.url());
        } catch (IllegalArgumentException | IllegalStateException failed) {
            var cause = failed.getCause() == null ? failed : failed.getCause();
            System.err.println("Simulator: " + cause.getMessage());
            System.exit(1);
        }
    }
}
