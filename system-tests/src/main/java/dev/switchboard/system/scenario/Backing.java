package dev.switchboard.system.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.switchboard.system.traffic.Traffic;
import dev.switchboard.system.traffic.TrafficPlan;
import dev.switchboard.system.world.Waiting;
import dev.switchboard.system.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Kafka, PostgreSQL and Redis go away under load and come back: by a clean stop and by {@code kill
 * -9}, and Redis forgets everything. Nobody helps. The short form is without the clean stops.
 */
public final class Backing implements Scenario {
    private static final Duration RETURN = Duration.ofSeconds(90);
    private static final Duration LEAST_ABSENCE = Duration.ofSeconds(20);
    private static final Duration CALM = Duration.ofSeconds(90);

    @Override
    public String name() {
        return "infrastructure";
    }

    @Override
    public Duration toTheBar() {
        return Duration.ofMinutes(12);
    }

    @Override
    public Report run(World world, Scale scale) {
        var figures = new LinkedHashMap<String, Object>();
        var plan = TrafficPlan.usual().busy(12).patience(Duration.ofSeconds(30));
        try (var trial = Trial.begin(world, name());
                var traffic = Traffic.begin(world, trial.journal(), trial.sends(), plan, name())) {
            traffic.awaitWritten(20, Duration.ofSeconds(10));
            var outage = new Outage(world, trial, figures);
            outage.killed("kafka");
            outage.killed("postgres");
            outage.redisFlushed();
            if (!scale.isShort()) {
                outage.stopped("kafka", scale.lasting(LEAST_ABSENCE, Duration.ofMinutes(2)));
                outage.stopped("postgres", scale.lasting(LEAST_ABSENCE, Duration.ofMinutes(1)));
                outage.stopped("redis", scale.lasting(LEAST_ABSENCE, Duration.ofMinutes(1)));
            }
            traffic.stop();
            var settled = System.nanoTime();
            trial.awaitEnds(CALM);
            figures.put("all answered after", Freshness.seconds(System.nanoTime() - settled));
            return trial.verdict(figures);
        }
    }

    /** One part's absences, and how soon customers are answered after its return. */
    private record Outage(World world, Trial trial, Map<String, Object> figures) {

        void stopped(String name, Duration absence) {
            var part = world.stack().part(name);
            part.stop();
            Waiting.pass(absence);
            part.start();
            part.awaitReady(RETURN);
            recovery(name + " stopped for " + absence.toSeconds() + " s");
        }

        void killed(String name) {
            var part = world.stack().part(name);
            var pid = part.pid().orElseThrow();
            part.kill();
            part.awaitReturn(pid, RETURN);
            recovery(name + " killed");
        }

        void redisFlushed() {
            try (var redis =
                    new Socket(
                            InetAddress.getLoopbackAddress(), world.stack().ports().of("redis"))) {
                redis.getOutputStream().write("FLUSHALL\r\n".getBytes(US_ASCII));
                redis.getInputStream().readNBytes("+OK\r\n".length());
            } catch (IOException e) {
                throw new UncheckedIOException("Redis could not be flushed", e);
            }
            recovery("redis flushed");
        }

        /** From the part's return on. */
        private void recovery(String after) {
            figures.put(
                    after + ", until new customers are answered",
                    Freshness.timeToAnswer(world, trial));
        }
    }
}
