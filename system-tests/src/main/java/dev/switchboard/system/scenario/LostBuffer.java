package dev.switchboard.system.scenario;

import dev.switchboard.localstack.supervisor.StackPart;
import dev.switchboard.system.kafka.KafkaAccess;
import dev.switchboard.system.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** The buffer without anything it knew: no stores, no copies of them in Kafka, no offsets. */
final class LostBuffer {
    private static final String GROUP = "buffer";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final World world;
    private final KafkaAccess kafka;

    LostBuffer(World world, KafkaAccess kafka) {
        this.world = world;
        this.kafka = kafka;
    }

    /** Returns when all instances work, from the beginning of {@code inbound} on. */
    void startAnew() {
        var instances = world.instancesOf("buffer");
        var parts = instances.stream().map(world.stack()::part).toList();
        parts.forEach(StackPart::stop);
        kafka.forget(GROUP);
        instances.forEach(instance -> empty(world.stack().state().data(instance)));
        parts.forEach(StackPart::start);
        parts.forEach(part -> part.awaitReady(PATIENCE));
    }

    private static void empty(Path directory) {
        try (var files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (var file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty " + directory, e);
        }
    }
}
