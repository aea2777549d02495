package dev.switchboard.outbound.reply;

import static java.util.stream.Collectors.toSet;

import dev.switchboard.chassis.kafka.EventHandler;
import dev.switchboard.chassis.kafka.KeyedConsumer;
import dev.switchboard.chassis.kafka.KeyedConsumers;
import dev.switchboard.chassis.kafka.TopicPartitions;
import dev.switchboard.chassis.resilience.InfrastructureFailures;
import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.common.event.ReplyDecided;
import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.outbound.delivery.ReplyDelivery;
import dev.switchboard.outbound.limit.SendRateLimiter;
import dev.switchboard.outbound.part.DeliverySettings;
import dev.switchboard.transcript.part.ParkedReplyStore;
import dev.switchboard.transcript.part.ParkedReplyStore.Waiting;
import io.micrometer.core.instrument.Gauge;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Delivers a channel's replies, and parks those of a number that has its quota in flight: they are
 * stored, their records are done, and they are taken up when there is room, in the lanes of their
 * conversations. A reply behind a parked one of its conversation is parked too. An operator's reply
 * needs no quota, and does not wait for other conversations' parked replies.
 */
final class ParkedReplies implements EventHandler<ReplyDecided> {
    private static final Logger LOG = Logger.getLogger(ParkedReplies.class);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(250);

    /** Number of polls after which one reads the table although nothing is known to be parked. */
    private static final int IDLE_POLLS = 20;

    /**
     * Numbers without quota left for their parked replies, as of the last poll: new replies are
     * parked behind these.
     */
    private final Set<String> fullNumbers = ConcurrentHashMap.newKeySet();

    private final Set<ConversationId> takenUp = ConcurrentHashMap.newKeySet();
    private final AtomicLong changes = new AtomicLong();
    private final AtomicLong emptyAt = new AtomicLong(-1);
    private final AtomicInteger inAll = new AtomicInteger();
    private final Channel channel;
    private final ChannelFilter filter;
    private final SendRateLimiter rateLimiter;
    private final KeyedConsumer<ReplyDecided> consumer;
    private final ReplyDelivery delivery;
    private final ParkedReplyDelivery parkedDelivery;
    private final ParkedReplyStore store;
    private final TopicPartitions topicPartitions;
    private final NumberQuota quota;
    private final int max;

    /**
     * This instance's; another's rows are its own to take up, and say nothing of the quota here.
     */
    private volatile Set<Integer> partitions = Set.of();

    ParkedReplies(
            ChannelFilter filter,
            ReplyDelivery delivery,
            ParkedReplyStore store,
            DeliverySettings settings,
            SendRateLimiter rateLimiter,
            KeyedConsumers consumers,
            TopicPartitions topicPartitions) {
        this.topicPartitions = topicPartitions;
        this.channel = filter.channel();
        this.filter = filter;
        this.rateLimiter = rateLimiter;
        this.delivery = delivery;
        this.parkedDelivery = new ParkedReplyDelivery(delivery, consumers);
        this.store = store;
        this.max = settings.maxInFlightPerNumber();
        this.quota = new NumberQuota(max);
        this.consumer =
                consumers.create(
                        "replies-" + channel.wireName(),
                        Topics.REPLIES,
                        settings.maxInFlight(),
                        this);
        Gauge.builder("switchboard.replies.parked", inAll, AtomicInteger::get)
                .description("Replies of this instance's conversations that wait parked")
                .tag("provider", channel.wireName())
                .register(consumers.metrics());
    }

    CompletionStage<Void> accept(Message<byte[]> record) {
        return consumer.accept(record);
    }

    @Override
    public boolean accepts(ConsumerRecord<String, byte[]> reply) {
        return filter.test(reply);
    }

    /** Returns when the reply is delivered or durably parked. */
    @Override
    public void handle(ReplyDecided reply) throws InterruptedException {
        if (isBehindParked(reply)) {
            park(reply);
            if (!reply.isFenced()) {
                // An operator's reply: those before it are suppressed, or delivered in order.
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
        if (fullNumbers.contains(business) || !quota.tryAcquire(business)) {
            park(reply);
            return;
        }
        try {
            delivery.deliver(reply);
        } finally {
            quota.release(business);
        }
    }

    private boolean isBehindParked(ReplyDecided reply) {
        return emptyAt.get() != changes.get() && store.hasParked(reply.conversation().id());
    }

    private void park(ReplyDecided reply) {
        delivery.prepare(reply);
        store.park(reply, partition(reply.conversation().id()));
        changes.incrementAndGet();
        fullNumbers.add(reply.conversation().business().id());
        LOG.debugf("Number quota reached, reply parked reply=%s", reply.id());
    }

    /** Same as the default partitioner of Kafka's producers. */
    private int partition(ConversationId conversation) {
        var key = conversation.toString().getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % topicPartitions.of(Topics.REPLIES);
    }

    @Override
    public void partitionsAssigned(Set<Integer> owned) {
        setPartitions(owned);
    }

    @Override
    public void partitionsRevoked(Set<Integer> owned) {
        setPartitions(owned);
    }

    /** Former owners of these partitions may have parked replies. */
    private void setPartitions(Set<Integer> owned) {
        rateLimiter.setShare(channel, owned.size(), topicPartitions.of(Topics.REPLIES));
        partitions = owned;
        changes.incrementAndGet();
    }

    /** Takes parked replies up until interrupted. */
    void poll() {
        try {
            for (var poll = 0; ; poll++) {
                if (emptyAt.get() != changes.get() || poll % IDLE_POLLS == 0) {
                    tryTakeUpAll();
                }
                Thread.sleep(POLL_INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tryTakeUpAll() {
        try {
            takeUpAll();
        } catch (RuntimeException e) {
            LOG.warnf(LoggableFailure.of(e), "Parked replies not read, retrying");
        }
    }

    private void takeUpAll() {
        var asOf = changes.get();
        var waiting = store.waiting(channel, partitions, max + 1);
        inAll.set(waiting.isEmpty() ? 0 : waiting.getFirst().inAll());
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
        fullNumbers.addAll(full);
        fullNumbers.retainAll(full);
    }

    /** Returns false if its number has no quota left. */
    private boolean takeUp(Waiting waiting) {
        var conversation = waiting.conversation();
        if (takenUp.contains(conversation)) {
            return true;
        }
        if (!quota.tryAcquire(waiting.business())) {
            return false;
        }
        takenUp.add(conversation);
        Runnable release =
                () -> {
                    takenUp.remove(conversation);
                    quota.release(waiting.business());
                };
        var queued =
                consumer.submit(
                        waiting.partition(),
                        conversation.toString(),
                        () -> tryDeliverParked(conversation),
                        release);
        if (!queued) {
            release.run();
        }
        return true;
    }

    private void deliverParked(ConversationId conversation) throws InterruptedException {
        var next = store.oldest(conversation);
        while (next.isPresent()) {
            parkedDelivery.deliver(next.get(), conversation, partition(conversation));
            store.remove(next.get().id());
            next = store.oldest(conversation);
        }
    }

    /** Leaves a failure to the next poll. */
    private void tryDeliverParked(ConversationId conversation) throws InterruptedException {
        try {
            deliverParked(conversation);
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException("told to stop");
            }
            LOG.warnf(
                    LoggableFailure.of(e),
                    "Parked reply not delivered, retrying conversation=%s infrastructure=%s",
                    conversation,
                    InfrastructureFailures.isDown(e));
        }
    }
}
