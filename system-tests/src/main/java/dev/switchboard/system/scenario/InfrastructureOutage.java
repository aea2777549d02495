package dev.switchboard.system.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.switchboard.system.traffic.Traffic;
import dev.switchboard.system.traffic.TrafficPlan;
import dev.switchboard.system.world.Pause;
import dev.switchboard.system.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Kafka, PostgreSQL and Redis go away under load and come back, by a clean stop and by {@code kill
 * -9}, and Redis loses all data. Nobody intervenes. The short form is without the clean stops.
 */
public final class InfrastructureOutage implements Scenario {
    /** A broker restarts in minutes while the rest of the product keeps two cores busy. */
    private static final Duration RESTART_TIMEOUT = Duration.ofMinutes(5);

    private static final Duration MIN_ABSENCE = Duration.ofSeconds(20);
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(90);

    @Override
    public String name() {
        return "infrastructure";
    }

    @Override
    public Duration fullDuration() {
        return Duration.ofMinutes(12);
    }

    @Override
    public Report run(World world, Scale scale) {
        var figures = new LinkedHashMap<String, Object>();
        var plan = TrafficPlan.defaults().busy(12).answerTimeout(Duration.ofSeconds(30));
        try (var run = ScenarioRun.begin(world, name());
                var traffic = Traffic.begin(world, run.journal(), run.sends(), plan, name())) {
            traffic.awaitWritten(20, Duration.ofSeconds(10));
            var outage = new Outage(world, run, figures);
            outage.killed("kafka");
            outage.killed("postgres");
            outage.redisFlushed();
            if (!scale.isShort()) {
                outage.stopped("kafka", scale.lasting(MIN_ABSENCE, Duration.ofMinutes(2)));
                outage.stopped("postgres", scale.lasting(MIN_ABSENCE, Duration.ofMinutes(1)));
                outage.stopped("redis", scale.lasting(MIN_ABSENCE, Duration.ofMinutes(1)));
            }
            traffic.stop();
            var trafficEnd = System.nanoTime();
            run.awaitEnds(DRAIN_TIMEOUT);
            figures.put(
                    "all answered after", FirstAnswerTime.seconds(System.nanoTime() - trafficEnd));
            return run.report(figures);
        }
    }

    /** Outages of single programs, and the time until customers are answered afterwards. */
    private record Outage(World world, ScenarioRun run, Map<String, Object> figures) {

        void stopped(String name, Duration absence) {
            var program = world.stack().program(name);
            program.stop();
            Pause.sleep(absence);
            program.start();
            program.awaitReady(RESTART_TIMEOUT);
            recovery(name + " stopped for " + absence.toSeconds() + " s");
        }

        void killed(String name) {
            var program = world.stack().program(name);
            var pid = program.pid().orElseThrow();
            program.kill();
            var killed = System.nanoTime();
            program.awaitRestart(pid, RESTART_TIMEOUT);
            figures.put(
                    name + " killed, ready again after",
                    FirstAnswerTime.seconds(System.nanoTime() - killed));
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

        /** Measures the recovery from the moment at which the program is ready again. */
        private void recovery(String after) {
            figures.put(
                    after + ", until new customers are answered",
                    FirstAnswerTime.timeToAnswer(world, run));
        }
    }
}
