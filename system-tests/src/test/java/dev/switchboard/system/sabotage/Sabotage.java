package dev.switchboard.system.sabotage;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Mechanism to be switched off in a service's process. An agent that only the tests have changes
 * the loaded class: the product has no such switch.
 *
 * @param type the class that holds the mechanism
 * @param methods the changes of its methods
 */
public record Sabotage(String type, Map<String, Change> methods) {
    private static final String FOLDER = Sabotage.class.getPackageName().replace('.', '/');

    public Sabotage {
        methods = Map.copyOf(methods);
    }

    /** Behaviour of a changed method. */
    public enum Change {
        /** Returns at once; for a method without a result. */
        DOES_NOTHING,
        /** Returns {@code true}. */
        RETURNS_TRUE,
        /** Returns {@code false}. */
        RETURNS_FALSE,
        /** Returns its enum's constant {@code ABSENT}. */
        RETURNS_ABSENT,
        /** Gives each task a lane of its own. */
        OWN_LANE_FOR_EACH,
        /** Completes a task before it is started. */
        COMPLETED_BEFORE_START
    }

    /**
     * Settings under which a service's process runs without these mechanisms.
     *
     * @param directory the directory of the agent's jar
     */
    public static Map<String, String> settings(Path directory, Sabotage... mechanisms) {
        var agent = "-javaagent:" + agent(directory) + "=";
        return Map.of(
                "JAVA_TOOL_OPTIONS",
                Stream.of(mechanisms).map(it -> agent + it.instructions()).collect(joining(" ")));
    }

    private String instructions() {
        var instructions = new StringBuilder(type.replace('.', '/'));
        methods.forEach((method, change) ->
                instructions.append(',').append(method).append(':').append(change));
        return instructions.toString();
    }

    private static Path agent(Path directory) {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", SabotageAgent.class.getName());
        try {
            Files.createDirectories(directory);
            var jar = Files.createTempFile(directory, "sabotage", ".jar").toAbsolutePath();
            try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
                for (var file : classesBesideThis()) {
                    out.putNextEntry(new JarEntry(FOLDER + "/" + file.getFileName()));
                    Files.copy(file, out);
                }
            }
            return jar;
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the agent cannot be packed", e);
        }
    }

    private static List<Path> classesBesideThis() throws IOException, URISyntaxException {
        var root =
                Path.of(Sabotage.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (var files = Files.list(root.resolve(FOLDER))) {
            return files.toList();
        }
    }
}
