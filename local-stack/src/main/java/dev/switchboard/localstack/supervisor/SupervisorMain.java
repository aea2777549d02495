package dev.switchboard.localstack.supervisor;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Entry point of {@code ./switchboard up} and {@code dev}: starts the product on this machine and
 * keeps it running until it is stopped.
 */
public final class SupervisorMain {
    private static final String DEV = "--dev=";

    private SupervisorMain() {}

    /**
     * Arguments: the product's directory, and optionally {@code --fresh} and {@code
     * --dev=<service>}.
     */
    public static void main(String[] arguments) throws InterruptedException {
        List<String> options = Arrays.asList(arguments);
        Terminal terminal = new Terminal(System.out);
        try {
            run(Path.of(options.getFirst()), options, terminal);
        } catch (StackException e) {
            terminal.problem(e.reason());
            System.exit(1);
        }
    }

    private static void run(Path product, List<String> options, Terminal terminal)
            throws InterruptedException {
        Optional<String> dev =
                options.stream()
                        .filter(option -> option.startsWith(DEV))
                        .map(option -> option.substring(DEV.length()))
                        .findFirst();
        String[] supervised =
                LocalStack.allPrograms().stream()
                        .filter(program -> !program.equals(dev.orElse("")))
                        .toArray(String[]::new);
        LocalStackBuilder builder =
                LocalStack.builder(product, product.resolve(".switchboard"))
                        .programs(supervised)
                        .dotEnv(product.resolve(".env"))
                        .environment(System.getenv())
                        .listener(terminal);
        BackgroundTraining training = new BackgroundTraining(product, terminal);
        training.deleteStaleCaches();
        LocalStack stack = (options.contains("--fresh") ? builder.fresh() : builder).prepare();
        Thread stop = new Thread(() -> stop(stack, training, terminal), "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        stack.start();
        terminal.welcome(stack);
        if (dev.isPresent()) {
            terminal.devMode(dev.get());
            System.exit(stack.startInDevMode(dev.get()).waitFor());
        }
        training.startIfMissing(stack.state());
        new CountDownLatch(1).await();
    }

    private static void stop(LocalStack stack, BackgroundTraining training, Terminal terminal) {
        terminal.stopping();
        training.stop();
        stack.close();
        terminal.stopped();
    }
}
