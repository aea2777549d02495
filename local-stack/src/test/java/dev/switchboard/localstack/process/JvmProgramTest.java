package dev.switchboard.localstack.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JvmProgramTest {

    @ParameterizedTest
    @EnumSource
    void optionsAreUnderstoodByThisJvm(JvmProgram program) throws Exception {
        // Given
        Process jvm =
                new ProcessBuilder(JavaCommand.ofMain("none", program.options(), List.of("x")))
                        .redirectErrorStream(true)
                        .start();

        // When
        String output = new String(jvm.getInputStream().readAllBytes(), UTF_8);

        // Then: it gets as far as the main class
        assertThat(output).contains("ClassNotFoundException: none");
    }

    @Test
    void heapIsLimitedBySizeOrByTheContainer() {
        assertThat(JvmProgram.AI_WORKER.options()).contains("-Xmx512m", "-Xms48m", "-Xmn24m");
        assertThat(JvmProgram.SIMULATOR.options(768))
                .contains("-Xmx768m")
                .doesNotContain("-Xmx192m");
        assertThat(JvmProgram.AI_WORKER.containerOptions())
                .contains("-XX:MaxRAMPercentage=60")
                .noneMatch(option -> option.startsWith("-Xmx"));
    }

    @Test
    void containersAloneHaveBothCompilers() {
        for (JvmProgram program : JvmProgram.values()) {
            assertThat(program.options()).contains("-XX:TieredStopAtLevel=1");
            assertThat(program.containerOptions())
                    .noneMatch(option -> option.startsWith("-XX:TieredStopAtLevel"));
        }
    }

    @Test
    void programIsCalledAsItsServiceIs() {
        assertThat(JvmProgram.AI_WORKER.programName()).isEqualTo("ai-worker");
    }

    @Test
    void classPathIsJoinedInItsOrder() {
        assertThat(
                        JavaCommand.ofMain(
                                "Main",
                                List.of(Path.of("/b.jar"), Path.of("/a.jar")),
                                List.of("-Xmx9m"),
                                List.of("argument")))
                .containsSubsequence(
                        "-Xmx9m",
                        "-cp",
                        "/b.jar" + File.pathSeparator + "/a.jar",
                        "Main",
                        "argument");
    }
}
