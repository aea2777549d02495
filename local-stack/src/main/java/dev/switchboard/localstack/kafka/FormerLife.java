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
 * The life of a broker that was killed. Its controller does not know of its end: the next life
 * would find itself the leader of all partitions, lose them when the former one's session is over,
 * and lead them again. Kafka's group coordinator (seen in 4.1.1) then takes the load of its state
 * that was begun first for the one that it begins now, and works with half of its state:
 * transactions hang, and offsets are lost.
 */
final class FormerLife {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final String COUNTS = "kafka.controller:type=KafkaController,name=";

    private final Path storage;
    private final Properties properties;

    /**
     * @param storage the broker's {@code log.dirs}
     * @param properties of the next life
     */
    FormerLife(Path storage, Properties properties) {
        this.storage = storage;
        this.properties = properties;
    }

    /** Whether there was one that did not end by itself. */
    boolean wasKilled() {
        return Files.exists(storage.resolve("__cluster_metadata-0"))
                && !Files.exists(storage.resolve(".kafka_cleanshutdown"));
    }

    /**
     * Runs the controller alone until it has taken everything from the broker, or the patience is
     * over, as when the broker had not come to be known.
     */
    void end() {
        var controller = new KafkaRaftServer(new KafkaConfig(controllers(), false), Time.SYSTEM);
        controller.startup();
        try {
            awaitFenced();
        } finally {
            controller.shutdown();
            controller.awaitShutdown();
        }
    }

    private Properties controllers() {
        var own = new Properties();
        own.putAll(properties);
        own.setProperty("process.roles", "controller");
        var voter = properties.getProperty("controller.quorum.voters");
        own.setProperty("listeners", "CONTROLLER://" + voter.substring(voter.indexOf('@') + 1));
        own.remove("advertised.listeners");
        // There is nobody to wait for.
        own.setProperty("broker.session.timeout.ms", "200");
        own.setProperty("broker.heartbeat.interval.ms", "100");
        return own;
    }

    private static void awaitFenced() {
        var end = System.nanoTime() + PATIENCE.toNanos();
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
        return brokers("ActiveBrokerCount") == 0 && brokers("FencedBrokerCount") == 1;
    }

    /** As the controller in this JVM counts them; it takes a moment to know its first figures. */
    private static int brokers(String count) {
        try {
            var beans = ManagementFactory.getPlatformMBeanServer();
            return (int) beans.getAttribute(new ObjectName(COUNTS + count), "Value");
        } catch (InstanceNotFoundException notYet) {
            return -1;
        } catch (JMException e) {
            throw new IllegalStateException("Kafka's controller does not tell " + count, e);
        }
    }
}
