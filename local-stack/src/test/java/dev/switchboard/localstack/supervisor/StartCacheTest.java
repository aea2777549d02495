package dev.switchboard.localstack.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.localstack.process.JvmProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartCacheTest {
    private static final List<String> OPTIONS = List.of("-Xmx9m", "-XX:+UseSerialGC");

    @TempDir Path directory;
    private Path caches;
    private Path jar;

    @BeforeEach
    void makeJar() throws IOException {
        caches = Files.createDirectories(directory.resolve("caches"));
        jar = Files.writeString(directory.resolve("program.jar"), "first");
    }

    @Test
    void programWithoutACacheGetsNoOption() {
        assertThat(cache().useOptions()).isEmpty();
    }

    @Test
    void cacheIsUsedSilently() throws IOException {
        // When
        publish(cache(), Training.FULL);

        // Then
        Path file = cache().file(Training.FULL).orElseThrow();
        assertThat(file).hasParent(caches).hasContent("cache");
        assertThat(cache().useOptions())
                .containsExactly("-XX:AOTCache=" + file, "-Xlog:aot=off", "-Xlog:cds=off");
    }

    @Test
    void sizeOfTheHeapDoesNotMatter() throws IOException {
        // Given
        publish(cache(), Training.FULL);

        // When
        StartCache other =
                StartCache.of(
                        caches,
                        JvmProgram.KAFKA,
                        List.of("-Xmx5m", "-Xms1m", "-XX:+UseSerialGC"),
                        List.of(jar));

        // Then
        assertThat(other.file(Training.FULL)).isPresent();
    }

    @Test
    void cacheOfAnotherCollectorIsNotUsed() throws IOException {
        // Given
        publish(cache(), Training.FULL);

        // When
        StartCache other =
                StartCache.of(
                        caches, JvmProgram.KAFKA, List.of("-XX:+UseParallelGC"), List.of(jar));

        // Then
        assertThat(other.useOptions()).isEmpty();
    }

    @Test
    void cacheOfOtherJarsIsNotUsedAndDeleted() throws IOException {
        // Given
        publish(cache(), Training.FULL);
        Path stale = cache().file(Training.FULL).orElseThrow();

        // When
        Files.writeString(jar, "another");

        // Then
        assertThat(cache().useOptions()).isEmpty();
        cache().deleteStale();
        assertThat(stale).doesNotExist();
    }

    @Test
    void cacheOfAJarThatWasBuiltAgainIsNotUsed() throws IOException {
        // Given
        publish(cache(), Training.FULL);

        // When
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));

        // Then
        assertThat(cache().useOptions()).isEmpty();
    }

    @Test
    void classPathsOrderMatters() throws IOException {
        // Given
        Path other = Files.writeString(directory.resolve("other.jar"), "other");
        StartCache before = cacheOf(List.of(jar, other));
        publish(before, Training.FULL);

        // When / Then
        assertThat(cacheOf(List.of(other, jar)).useOptions()).isEmpty();
        assertThat(cacheOf(List.of(jar, other)).useOptions()).isNotEmpty();
    }

    @Test
    void betterTrainingReplacesAShortOne() throws IOException {
        // Given
        publish(cache(), Training.SHORT);
        Path early = cache().file(Training.SHORT).orElseThrow();
        assertThat(cache().file(Training.FULL)).isEmpty();

        // When
        publish(cache(), Training.FULL);

        // Then
        assertThat(early).doesNotExist();
        assertThat(cache().file(Training.SHORT)).isEqualTo(cache().file(Training.FULL));
    }

    @Test
    void otherProgramsCachesStay() throws IOException {
        // Given
        StartCache simulator = StartCache.of(caches, JvmProgram.SIMULATOR, OPTIONS, List.of(jar));
        publish(simulator, Training.FULL);
        Path draft = Files.writeString(caches.resolve("kafka-unfinished.draft"), "half");

        // When
        cache().deleteStale();
        publish(cache(), Training.FULL);

        // Then
        assertThat(simulator.file(Training.FULL)).isPresent();
        assertThat(draft).exists();
    }

    private StartCache cache() {
        return cacheOf(List.of(jar));
    }

    private StartCache cacheOf(List<Path> jars) {
        return StartCache.of(caches, JvmProgram.KAFKA, OPTIONS, jars);
    }

    private void publish(StartCache cache, Training training) throws IOException {
        cache.publish(Files.writeString(directory.resolve("draft"), "cache"), training);
    }
}
