package dev.switchboard.localstack.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Command lines for JVMs of the same JDK as this one. */
public final class JavaCommand {
    /**
     * One log manager for all libraries, and no warnings about JDK features that libraries still
     * use and that will be removed.
     */
    private static final List<String> QUIET =
            List.of(
                    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                    "-Dlog4j2.statusLoggerLevel=OFF",
                    "--sun-misc-unsafe-memory-access=allow",
                    "--enable-native-access=ALL-UNNAMED");

    private JavaCommand() {}

    /** Runs a main class on this JVM's own class path. */
    public static List<String> ofMain(
            String mainClass, List<String> jvmOptions, List<String> arguments) {
        return ofMain(mainClass, ownClassPath(), jvmOptions, arguments);
    }

    public static List<String> ofMain(
            String mainClass,
            List<Path> classPath,
            List<String> jvmOptions,
            List<String> arguments) {
        List<String> command = java(jvmOptions);
        command.addAll(QUIET);
        command.addAll(List.of("-cp", joined(classPath), mainClass));
        command.addAll(arguments);
        return command;
    }

    public static List<String> ofJar(Path jar, List<String> jvmOptions) {
        List<String> command = java(jvmOptions);
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    /** Options that every main class of ours is started with. */
    public static List<String> quiet() {
        return QUIET;
    }

    private static String joined(List<Path> classPath) {
        return classPath.stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Absolute, because the program runs in a directory of its own. */
    private static List<Path> ownClassPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath())
                .toList();
    }

    private static List<String> java(List<String> jvmOptions) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        return command;
    }
}
