package dev.switchboard.localstack.simulator;

/** Runs the simulator as a process, by the settings in the environment. */
public final class SimulatorMain {
    /** EX_CONFIG of sysexits.h: starting again does not help. */
    private static final int WRONG_SETTING = 78;

    private SimulatorMain() {}

    public static void main(String[] arguments) {
        try {
            var simulator = Simulator.start(SimulatorOptions.of(System.getenv()));
            Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
            System.out.println("Simulator listens at " + simulator.url());
        } catch (IllegalArgumentException wrongSetting) {
            end(WRONG_SETTING, wrongSetting);
        } catch (IllegalStateException failed) {
            end(1, failed.getCause() == null ? failed : failed.getCause());
        }
    }

    private static void end(int status, Throwable why) {
        System.err.println("Simulator: " + why.getMessage());
        System.exit(status);
    }
}
