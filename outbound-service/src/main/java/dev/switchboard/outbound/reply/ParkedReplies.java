package dev.switchboard.outbound.reply;

import static java.util.stream.Collectors.toSet;

import dev.switchboard.chassis.failure.Infrastructure;
import dev.switchboard.chassis.failure.LoggableFailure;
import dev.switchboard.model.event.ReplyDecided;
import dev.switchboard.model.identity.Channel;
import dev.switchboard.model.identity.ConversationId;
import dev.switchboard.model.lane.Lanes;
import dev.switchboard.model.topic.Topics;
import dev.switchboard.outbound.delivery.ReplyDelivery;
import dev.switchboard.transcript.part.ParkedReplyStore;
import dev.switchboard.transcript.part.ParkedReplyStore.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.utils.Utils;
import org.jboss.logging.Logger;

/**
 * Delivers a channel's replies, and parks those of a number that has its quota under way: they are
 * durable, their records are done with, and they are taken up when there is room, in the lanes of
 * their conversations. What is behind a parked reply of its conversation is parked too. What a
 * person says needs no room, and is not held up by what is parked for others.
 */
final class ParkedReplies {
    private static final Logger LOG = Logger.getLogger(ParkedReplies.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    /** Looks made although nothing is known to be parked, for what another process has parked. */
    private static final int IDLE_LOOKS = 20;

    /**
     * Who had no room left for what is parked, as of the last look: further replies get behind, and
     * nobody is passed over.
     */
    private final Set<String> numbers = ConcurrentHashMap.newKeySet();

    private final Set<ConversationId> takenUp = ConcurrentHashMap.newKeySet();
    private final AtomicLong changes = new AtomicLong();
    private final AtomicLong emptyAt = new AtomicLong(-1);
    private final Channel channel;
    private final Lanes lanes;
    private final ReplyDelivery delivery;
    private final ParkedReplyStore store;
    private final NumberQuota quota;
    private final int max;

    /** Another instance's rows are its own to take up, and say nothing of our room. */
    private volatile Set<Integer> partitions = Set.of();

    ParkedReplies(
            Channel channel, Lanes lanes, ReplyDelivery delivery, ParkedReplyStore store, int max) {
        this.channel = channel;
        this.lanes = lanes;
        this.delivery = delivery;
        this.store = store;
        this.max = max;
        this.quota = new NumberQuota(max);
    }

    /** Returns when the reply is delivered, or parked for good. */
    void deliver(ReplyDecided reply) throws InterruptedException {
        if (isBehindParked(reply)) {
            park(reply);
            if (!reply.isFenced()) {
                // A person waits: what is before it is suppressed, or leaves in its order.
                deliverParked(reply.conversation().id());
            }
        } else if (reply.isFenced()) {
            deliverWithinQuota(reply);
        } else {
            delivery.deliver(reply);
        }
    }

    private void deliverWithinQuota(ReplyDecided reply) throws InterruptedException {
        var business = reply.conversation().business().id();
        if (numbers.contains(business) || !quota.tryEnter(business)) {
            park(reply);
            return;
        }
        try {
            delivery.deliver(reply);
        } finally {
            quota.leave(business);
        }
    }

    private boolean isBehindParked(ReplyDecided reply) {
        return emptyAt.get() != changes.get() && store.hasParked(reply.conversation().id());
    }

    private void park(ReplyDecided reply) {
        delivery.prepare(reply);
        store.park(reply, partition(reply.conversation().id()));
        changes.incrementAndGet();
        numbers.add(reply.conversation().business().id());
        LOG.debugf("Number's quota is under way, reply parked reply=%s", reply.id());
    }

    /** As Kafka's producers choose it. */
    private static int partition(ConversationId conversation) {
        var key = conversation.toString().getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % Topics.REPLIES.partitions();
    }

    /** Others may have parked before these partitions were ours. */
    void partitionsAre(Set<Integer> owned) {
        partitions = Set.copyOf(owned);
        changes.incrementAndGet();
    }

    /** Takes parked replies up until it is interrupted. */
    void watch() {
        try {
            for (var look = 0; ; look++) {
                if (emptyAt.get() != changes.get() || look % IDLE_LOOKS == 0) {
                    lookUndisturbed();
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookUndisturbed() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.warnf(
                    LoggableFailure.of(e), "Parked replies could not be looked for, trying again");
        }
    }

    private void look() {
        var asOf = changes.get();
        var waiting = store.waiting(channel, partitions, max + 1);
        if (waiting.isEmpty()) {
            emptyAt.set(asOf);
        } else if (emptyAt.get() == changes.get()) {
            changes.incrementAndGet();
        }
        var full =
                waiting.stream()
                        .filter(one -> !takeUp(one))
                        .map(Waiting::business)
                        .collect(toSet());
        numbers.addAll(full);
        numbers.retainAll(full);
    }

    /** Whether its number had room for it. */
    private boolean takeUp(Waiting waiting) {
        var conversation = waiting.conversation();
        if (takenUp.contains(conversation)) {
            return true;
        }
        if (!quota.tryEnter(waiting.business())) {
            return false;
        }
        takenUp.add(conversation);
        Runnable left =
                () -> {
                    takenUp.remove(conversation);
                    quota.leave(waiting.business());
                };
        var queued =
                lanes.submitAside(
                        waiting.partition(),
                        conversation.toString(),
                        () -> deliverUndisturbed(conversation),
                        left);
        if (!queued) {
            left.run();
        }
        return true;
    }

    private void deliverParked(ConversationId conversation) throws InterruptedException {
        var next = store.oldest(conversation);
        while (next.isPresent()) {
            delivery.deliver(next.get());
            store.remove(next.get().id());
            next = store.oldest(conversation);
        }
    }

    /** Nobody hands the work in again but the next look. */
    private void deliverUndisturbed(ConversationId conversation) throws InterruptedException {
        try {
            deliverParked(conversation);
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException("told to stop");
            }
            LOG.warnf(
                    LoggableFailure.of(e),
                    "Parked reply not done, trying again conversation=%s infrastructure=%s",
                    conversation,
                    Infrastructure.isDown(e));
        }
    }
}
