package dev.switchboard.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.switchboard.common.topic.PartitionCount;
import dev.switchboard.localstack.process.JavaCommand;
import dev.switchboard.localstack.supervisor.LocalStack;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Measures Kafka's two group protocols beside each other: what an idle consumer costs, with the
 * broker there and with the broker frozen, and how long partitions take to their next owner.
 */
final class ConsumerGroupBench {
    private static final String CLASSIC = "classic";
    private static final List<String> PROTOCOLS = List.of(CLASSIC, "consumer");
    private static final int CONSUMERS = 16;
    private static final int ROUNDS = 3;
    private static final Duration IDLE = Duration.ofSeconds(20);
    private static final int ALL = PartitionCount.SINGLE_MACHINE;

    private final LocalStack stack;
    private final String kafka;

    ConsumerGroupBench(LocalStack stack) {
        this.stack = stack;
        this.kafka = "127.0.0.1:" + stack.ports().of("kafka");
    }

    void run() throws IOException, InterruptedException {
        BenchMain.print("Consumer groups, %d partitions, sessions of 6 s".formatted(ALL));
        for (var protocol : PROTOCOLS) {
            idle(protocol);
            var join = 0.0;
            var leave = 0.0;
            var kill = 0.0;
            for (var round = 0; round < ROUNDS; round++) {
                var group = UUID.randomUUID().toString();
                try (var first = new GroupMember(kafka, protocol, group)) {
                    first.awaitPartitions(ALL);
                    join += joining(protocol, group, first);
                    leave += leaving(protocol, group, first);
                    kill += killed(protocol, group, first);
                }
            }
            report(protocol, "a new member has its half", join);
            report(protocol, "a member left: the other has all", leave);
            report(protocol, "a member was killed: the other has all", kill);
        }
        restarts(GroupMember.DYNAMIC, "a killed member, started again at once, has all");
        restarts("member-1", "the same with a name (group.instance.id)");
    }

    private void restarts(String instance, String what) throws IOException, InterruptedException {
        var seconds = 0.0;
        for (var round = 0; round < ROUNDS; round++) {
            seconds += restarted(UUID.randomUUID().toString(), instance);
        }
        report(CLASSIC, what, seconds);
    }

    private void idle(String protocol) throws InterruptedException {
        var members = new ArrayList<GroupMember>();
        for (var number = 0; number < CONSUMERS; number++) {
            members.add(new GroupMember(kafka, protocol, UUID.randomUUID().toString()));
        }
        for (var member : members) {
            member.awaitPartitions(ALL);
        }
        Thread.sleep(IDLE);
        BenchMain.figure(protocol + ": CPU of an idle consumer", percent(), "-");
        stack.program("kafka").pause();
        Thread.sleep(IDLE);
        BenchMain.figure(protocol + ": the same, broker frozen", percent(), "-");
        stack.program("kafka").resume();
        for (var member : members) {
            member.close();
        }
    }

    /** CPU of this process over a while, in percent of one core for each consumer. */
    private static String percent() throws InterruptedException {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var used = system.getProcessCpuTime();
        var begin = System.nanoTime();
        Thread.sleep(IDLE);
        var share = (double) (system.getProcessCpuTime() - used) / (System.nanoTime() - begin);
        return "%.2f %%".formatted(share * 100 / CONSUMERS);
    }

    private double joining(String protocol, String group, GroupMember first)
            throws InterruptedException {
        var begin = System.nanoTime();
        var second = new GroupMember(kafka, protocol, group);
        second.awaitPartitions(ALL / 2);
        var seconds = seconds(begin);
        second.close();
        first.awaitPartitions(ALL);
        return seconds;
    }

    private double leaving(String protocol, String group, GroupMember first)
            throws InterruptedException {
        var second = new GroupMember(kafka, protocol, group);
        second.awaitPartitions(ALL / 2);
        var begin = System.nanoTime();
        second.close();
        first.awaitPartitions(ALL);
        return seconds(begin);
    }

    private double killed(String protocol, String group, GroupMember first)
            throws IOException, InterruptedException {
        var member = process(protocol, group, ALL / 2, GroupMember.DYNAMIC);
        try {
            awaitAssignment(member);
            var begin = System.nanoTime();
            member.destroyForcibly();
            first.awaitPartitions(ALL);
            return seconds(begin);
        } finally {
            member.destroyForcibly().waitFor();
        }
    }

    /** From the start of the second process, which takes most of a second by itself. */
    private double restarted(String group, String instance)
            throws IOException, InterruptedException {
        var killed = process(CLASSIC, group, ALL, instance);
        awaitAssignment(killed);
        killed.destroyForcibly().waitFor();
        var begin = System.nanoTime();
        var next = process(CLASSIC, group, ALL, instance);
        try {
            awaitAssignment(next);
            return seconds(begin);
        } finally {
            next.destroyForcibly().waitFor();
        }
    }

    private Process process(String protocol, String group, int partitions, String instance)
            throws IOException {
        return new ProcessBuilder(
                        JavaCommand.ofMain(
                                BareConsumerMain.class.getName(),
                                List.of("-Xmx128m", "-XX:+UseSerialGC"),
                                List.of(kafka, protocol, group, "" + partitions, instance)))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void awaitAssignment(Process member) throws IOException {
        if (!"assigned".equals(member.inputReader().readLine())) {
            throw new IllegalStateException("the member did not start");
        }
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void report(String protocol, String what, double sum) {
        BenchMain.figure(protocol + ": " + what, "%.1f s".formatted(sum / ROUNDS), "-");
    }
}
