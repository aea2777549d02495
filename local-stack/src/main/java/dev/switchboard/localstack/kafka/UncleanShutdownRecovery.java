package dev.switchboard.localstack.kafka;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * Recovery after a broker was killed. The controller does not know that the broker is gone: the
 * restarted broker would find itself the leader of all partitions, lose them when the old session
 * expires, and gain them again. Kafka's group coordinator then takes the load of its state that was
 * begun first for the one that it begins now, and works with half of its state: transactions hang,
 * and offsets are lost. Seen on 4.1.1; kept on 4.3.1, where it was not shown to be gone.
 */
final class UncleanShutdownRecovery {
    private static final Duration FENCING_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final String METRIC_PREFIX = "kafka.controller:type=KafkaController,name=";

    private final Path storage;
    private final Properties properties;

    /**
     * @param storage the broker's {@code log.dirs}
     * @param properties of the broker that is to start
     */
    UncleanShutdownRecovery(Path storage, Properties properties) {
        this.storage = storage;
        this.properties = properties;
    }

    /** Returns true if the broker has run before and was not shut down cleanly. */
    boolean wasKilled() {
        return Files.exists(storage.resolve("__cluster_metadata-0"))
                && !Files.exists(storage.resolve(".kafka_cleanshutdown"));
    }

    /**
     * Runs the controller alone until it has fenced the old broker, or until the timeout, as when
     * the broker had not been registered yet.
     */
    void recover() {
        var controller =
                new KafkaRaftServer(new KafkaConfig(controllerProperties(), false), Time.SYSTEM);
        controller.startup();
        try {
            awaitFenced();
        } finally {
            controller.shutdown();
            controller.awaitShutdown();
        }
    }

    private Properties controllerProperties() {
        var own = new Properties();
        own.putAll(properties);
        own.setProperty("process.roles", "controller");
        var voter = properties.getProperty("controller.quorum.voters");
        own.setProperty("listeners", "CONTROLLER://" + voter.substring(voter.indexOf('@') + 1));
        own.remove("advertised.listeners");
        // No broker is running that could miss these.
        own.setProperty("broker.session.timeout.ms", "200");
        own.setProperty("broker.heartbeat.interval.ms", "100");
        return own;
    }

    private static void awaitFenced() {
        var end = System.nanoTime() + FENCING_TIMEOUT.toNanos();
        while (!isFenced() && System.nanoTime() < end) {
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static boolean isFenced() {
        return brokerCount("ActiveBrokerCount") == 0 && brokerCount("FencedBrokerCount") == 1;
    }

    /** Count by the controller in this JVM; -1 until its metrics are registered. */
    private static int brokerCount(String metric) {
        try {
            var beans = ManagementFactory.getPlatformMBeanServer();
            return (int) beans.getAttribute(new ObjectName(METRIC_PREFIX + metric), "Value");
        } catch (InstanceNotFoundException notYet) {
            return -1;
        } catch (JMException e) {
            throw new IllegalStateException("Kafka's controller does not tell " + metric, e);
        }
    }
}
