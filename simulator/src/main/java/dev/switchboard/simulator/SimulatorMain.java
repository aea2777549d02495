package dev.switchboard.simulator;

/** Runs the simulator as a process, by the settings in the environment. */
public final class SimulatorMain {
    /** {@code EX_CONFIG} of sysexits.h: starting again does not help. */
    private static final int WRONG_SETTING = 78;

    private SimulatorMain() {}

    public static void main(String[] arguments) {
        try {
            var simulator = Simulator.start(SimulatorOptions.of(System.getenv()));
            Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
            System.out.println("Simulator listens at " + simulator.url());
        } catch (IllegalArgumentException wrongSetting) {
            exit(WRONG_SETTING, wrongSetting);
        } catch (IllegalStateException failed) {
            exit(1, failed.getCause() == null ? failed : failed.getCause());
        }
    }

    private static void exit(int status, Throwable cause) {
        System.err.println("Simulator: " + cause.getMessage());
        System.exit(status);
    }
}
