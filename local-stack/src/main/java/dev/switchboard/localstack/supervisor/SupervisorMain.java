package dev.switchboard.localstack.supervisor;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Entry point of {@code ./switchboard up}: starts the product on this machine and keeps it running
 * until it is stopped.
 */
public final class SupervisorMain {
    private SupervisorMain() {}

    /** Arguments: the product's directory, and optionally {@code --fresh}. */
    public static void main(String[] arguments) throws InterruptedException {
        List<String> options = Arrays.asList(arguments);
        Terminal terminal = new Terminal(System.out);
        try {
            run(Path.of(options.getFirst()), options.contains("--fresh"), terminal);
        } catch (StackException e) {
            terminal.problem(e.reason());
            System.exit(1);
        }
    }

    private static void run(Path product, boolean fresh, Terminal terminal)
            throws InterruptedException {
        LocalStackBuilder builder =
                LocalStack.builder(product, product.resolve(".switchboard"))
                        .dotEnv(product.resolve(".env"))
                        .environment(System.getenv())
                        .listener(terminal);
        LocalStack stack = (fresh ? builder.fresh() : builder).prepare();
        Thread stop = new Thread(() -> stop(stack, terminal), "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        stack.start();
        terminal.welcome(stack);
        new CountDownLatch(1).await();
    }

    private static void stop(LocalStack stack, Terminal terminal) {
        terminal.stopping();
        stack.close();
        terminal.stopped();
    }
}
