package dev.switchboard.system.scenario;

import dev.switchboard.localstack.supervisor.SupervisedProgram;
import dev.switchboard.system.kafka.KafkaAccess;
import dev.switchboard.system.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** The buffer with all its state lost: stores, their changelogs in Kafka, offsets. */
final class LostBuffer {
    private static final String GROUP = "buffer";
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final World world;
    private final KafkaAccess kafka;

    LostBuffer(World world, KafkaAccess kafka) {
        this.world = world;
        this.kafka = kafka;
    }

    /**
     * Restarts it without state; returns when all instances are ready, reading {@code inbound} from
     * the beginning.
     */
    void restartEmpty() {
        var instances = world.instancesOf("buffer");
        var programs = instances.stream().map(world.stack()::program).toList();
        programs.forEach(SupervisedProgram::stop);
        kafka.forget(GROUP);
        instances.forEach(instance -> empty(world.stack().state().data(instance)));
        programs.forEach(SupervisedProgram::start);
        programs.forEach(program -> program.awaitReady(TIMEOUT));
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
