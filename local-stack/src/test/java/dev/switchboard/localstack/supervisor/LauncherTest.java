package dev.switchboard.localstack.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the launcher in a directory of its own, with fake JDKs and a fake Maven that print how they
 * were called.
 */
class LauncherTest {

    @TempDir Path directory;
    private Path launcher;
    private Path jvms;
    private Path path;

    @BeforeEach
    void copyLauncher() throws IOException {
        launcher = directory.resolve("product/switchboard");
        Files.createDirectories(launcher.getParent());
        Files.copy(Path.of("../switchboard"), launcher, StandardCopyOption.COPY_ATTRIBUTES);
        jvms = Files.createDirectories(directory.resolve("jvms"));
        path = Files.createDirectories(directory.resolve("bin"));
    }

    @Test
    void newerJdkIsFoundBehindAnOlderDefault() throws Exception {
        // Given
        maven("3.9.9");
        jdk("old", "17.0.15");
        Path wanted = jdk("new", "25.0.1");

        // When
        LaunchResult result = run(Map.of(), "test");

        // Then
        assertThat(result.output()).contains("JAVA_HOME=" + wanted).contains("-B -T2 verify");
        assertThat(result.status()).isZero();
    }

    @Test
    void newEnoughJavaHomeWinsOverOtherJdks() throws Exception {
        // Given
        maven("3.9.9");
        jdk("new", "25.0.1");
        Path wanted = jdk("newer", "26");

        // When
        LaunchResult result = run(Map.of("JAVA_HOME", wanted.toString()), "test");

        // Then
        assertThat(result.output()).contains("JAVA_HOME=" + wanted);
    }

    @Test
    void olderJavaHomeIsIgnored() throws Exception {
        // Given
        maven("3.9.9");
        Path old = jdk("old", "17.0.15");
        Path wanted = jdk("new", "25.0.1");

        // When
        LaunchResult result = run(Map.of("JAVA_HOME", old.toString()), "test");

        // Then
        assertThat(result.output()).contains("JAVA_HOME=" + wanted);
    }

    @Test
    void missingJdkIsReportedInOneLine() throws Exception {
        // Given
        maven("3.9.9");
        jdk("old", "17.0.15");

        // When
        LaunchResult result = run(Map.of(), "up");

        // Then
        assertThat(result.output().lines())
                .containsExactly(
                        "switchboard: no JDK 25 found; install one or set JAVA_HOME to it");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void missingMavenIsReportedInOneLine() throws Exception {
        // Given
        jdk("new", "25.0.1");

        // When
        LaunchResult result = run(Map.of(), "up");

        // Then
        assertThat(result.output().lines())
                .containsExactly("switchboard: no mvn found; install Maven 3.8.6 or later");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void oldMavenIsReportedInOneLine() throws Exception {
        // Given
        maven("3.6.3");
        jdk("new", "25.0.1");

        // When
        LaunchResult result = run(Map.of(), "test");

        // Then
        assertThat(result.output().lines())
                .containsExactly("switchboard: Maven 3.6.3 is too old; install 3.8.6 or later");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void testsRunOnContainersOnRequest() throws Exception {
        // Given
        maven("3.8.7");
        jdk("new", "25.0.1");

        // When
        LaunchResult result = run(Map.of(), "test", "--containers", "-pl", "transcript");

        // Then
        assertThat(result.output())
                .contains("-B -T2 verify -Dswitchboard.test.backing=containers -pl transcript");
    }

    @Test
    void testsOfOneModuleLeaveOutThoseOfTheModulesThatItNeeds() throws Exception {
        // Given
        maven("3.8.7");
        jdk("new", "25.0.1");
        Files.createDirectories(
                directory.resolve("product/transcript/src/test/java/dev/switchboard/transcript"));

        // When
        LaunchResult result = run(Map.of(), "test", "transcript", "-Dsome=thing");

        // Then
        assertThat(result.output())
                .contains(
                        "-B -T2 verify -pl transcript -am",
                        "-Dtest=dev/switchboard/transcript/**/*Test -Dsome=thing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"outbound", "outbound-service"})
    void serviceInDevModeIsNeitherPackagedNorSupervised(String service) throws Exception {
        // Given
        maven("3.8.7");
        jdk("new", "25.0.1");

        // When
        LaunchResult result = run(Map.of(), "dev", service, "--fresh");

        // Then
        assertThat(Files.readString(directory.resolve("product/.switchboard/logs/build.log")))
                .contains("buffer-service,ai-worker-service,operator-service -am package");
        assertThat(result.output().lines().toList().getLast())
                .contains("SupervisorMain")
                .endsWith("--dev=outbound --fresh");
    }

    @ParameterizedTest
    @CsvSource({"3.8.7, true", "3.9.0, false", "3.10.1, false"})
    void newerMavenIsFetchedForTheDevModeWhereThereIsAnOldOne(String version, boolean fetched)
            throws Exception {
        // Given
        maven(version);
        jdk("new", "25.0.1");

        // When
        LaunchResult result = run(Map.of(), "dev", "outbound");

        // Then
        assertThat(result.output().contains("-N dependency:unpack")).isEqualTo(fetched);
    }

    @Test
    void unknownServiceInDevModeIsReportedInOneLine() throws Exception {
        // Given
        jdk("new", "25.0.1");

        // When
        LaunchResult result = run(Map.of(), "dev", "transcript");

        // Then
        assertThat(result.output().lines())
                .containsExactly(
                        "switchboard: dev takes one of ingress buffer ai-worker outbound operator");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void failedBuildShowsTheEndOfItsLog() throws Exception {
        // Given
        maven("3.8.7");
        jdk("new", "25.0.1");

        // When
        LaunchResult result = run(Map.of("FAKE_MAVEN_STATUS", "1"), "up");

        // Then
        assertThat(result.output())
                .contains("-Dmaven.test.skip=true")
                .contains("switchboard: the build failed");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void unknownCommandGetsTheUsageText() throws Exception {
        // When
        LaunchResult result = run(Map.of(), "launch");

        // Then
        assertThat(result.output()).contains("usage: ./switchboard");
        assertThat(result.status()).isEqualTo(2);
    }

    private record LaunchResult(int status, String output) {}

    private LaunchResult run(Map<String, String> extra, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(launcher.toString()).redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        builder.environment().clear();
        builder.environment().putAll(environment(extra));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new LaunchResult(process.waitFor(), output);
    }

    /**
     * Path with only the tools that the launcher uses, so that this machine's own Java and Maven
     * are not found.
     */
    private Map<String, String> environment(Map<String, String> extra) throws IOException {
        for (String tool :
                new String[] {
                    "bash", "sed", "tr", "cat", "dirname", "sort", "head", "tail", "tee", "awk",
                    "find", "grep", "mkdir", "mv"
                }) {
            Path real = Path.of("/usr/bin", tool);
            script(
                    path.resolve(tool),
                    "exec " + (Files.exists(real) ? real : Path.of("/bin", tool)) + " \"$@\"\n");
        }
        Map<String, String> environment = new TreeMap<>(extra);
        environment.put("PATH", path.toString());
        environment.put("HOME", directory.toString());
        environment.put("SWITCHBOARD_JVM_ROOTS", jvms.toString());
        return environment;
    }

    private void maven(String version) throws IOException {
        script(
                path.resolve("mvn"),
                """
                [ "$1" = --version ] && { echo "Apache Maven %s (abc)"; exit; }
                echo "JAVA_HOME=$JAVA_HOME"
                echo "$@"
                exit ${FAKE_MAVEN_STATUS:-0}
                """
                        .formatted(version));
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = jvms.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        script(home.resolve("bin/java"), "echo \"$@\"\n");
        script(home.resolve("bin/javac"), "exit 0\n");
        Files.writeString(
                home.resolve("release"),
                "IMPLEMENTOR=\"Fake\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/bash\n" + body);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
