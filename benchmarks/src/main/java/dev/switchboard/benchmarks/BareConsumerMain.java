package dev.switchboard.benchmarks;

import dev.switchboard.localstack.process.ConsoleLog;

/** Member of a group for {@link ConsumerGroupBench}, in a process that can be killed. */
public final class BareConsumerMain {
    private BareConsumerMain() {}

    /**
     * @param arguments Kafka's address, the group protocol, the group's name, how many partitions
     *     it will get, and the member's own name
     */
    public static void main(String[] arguments) throws InterruptedException {
        ConsoleLog.warningsOnly();
        try (var member = new GroupMember(arguments[0], arguments[1], arguments[2], arguments[4])) {
            member.awaitPartitions(Integer.parseInt(arguments[3]));
            System.out.println("assigned");
            Thread.currentThread().join();
        }
    }
}
