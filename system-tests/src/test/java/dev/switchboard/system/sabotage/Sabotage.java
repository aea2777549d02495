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
 * A mechanism to be switched off in a service's process. It is done to the running class, by an
 * agent that only the tests have: the product has no such switch.
 *
 * @param type the class that holds the mechanism
 * @param methods what becomes of which of its methods
 */
public record Sabotage(String type, Map<String, Change> methods) {
    private static final String FOLDER = Sabotage.class.getPackageName().replace('.', '/');

    public Sabotage {
        methods = Map.copyOf(methods);
    }

    /** What a method does instead. */
    public enum Change {
        /** It returns at once; it has no result. */
        DOES_NOTHING,
        /** It returns {@code true}. */
        SAYS_YES,
        /** It returns {@code false}. */
        SAYS_NO,
        /** It returns its enum's constant {@code ABSENT}. */
        SAYS_ABSENT,
        /** Each piece of work gets a lane of its own. */
        OWN_LANE_FOR_EACH,
        /** Work counts as done before it is begun. */
        DONE_BEFORE_BEGUN
    }

    /**
     * Settings under which a service's process runs without these mechanisms.
     *
     * @param directory where the agent is put
     */
    public static Map<String, String> settings(Path directory, Sabotage... mechanisms) {
        var agent = "-javaagent:" + agent(directory) + "=";
        return Map.of(
                "JAVA_TOOL_OPTIONS",
                Stream.of(mechanisms).map(it -> agent + it.orders()).collect(joining(" ")));
    }

    private String orders() {
        var orders = new StringBuilder(type.replace('.', '/'));
        methods.forEach(
                (method, change) -> orders.append(',').append(method).append(':').append(change));
        return orders.toString();
    }

    private static Path agent(Path directory) {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", SabotageAgent.class.getName());
        try {
            Files.createDirectories(directory);
            var jar = Files.createTempFile(directory, "sabotage", ".jar").toAbsolutePath();
            try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
                for (var part : classesBesideThis()) {
                    out.putNextEntry(new JarEntry(FOLDER + "/" + part.getFileName()));
                    Files.copy(part, out);
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
