package dev.switchboard.operator.inbound;

import static java.util.stream.Collectors.groupingBy;

import dev.switchboard.chassis.kafka.BatchConsumer;
import dev.switchboard.chassis.kafka.BatchConsumers;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.topic.Topics;
import dev.switchboard.transcript.conversation.ConversationStore;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Reads {@code inbound}, so that a conversation can be taken over from its first message on, before
 * that message's turn is closed and recorded, and so that an answer on the paired phone is a
 * takeover. The customers' messages of a poll are recorded by one statement.
 */
@Singleton
public class InboundConsumer {
    private static final String CHANNEL = "inbound";

    /**
     * Conversations whose messages from the paired phone are processed at once: each may wait
     * seconds for a send, with a connection. Far below the number of connections, since calls of
     * the API come first.
     */
    private static final int MAX_CONCURRENT_PHONES = 8;

    private final ConversationStore conversations;
    private final PairedPhone pairedPhone;
    private final BatchConsumer<MessageReceived> consumer;

    InboundConsumer(
            ConversationStore conversations, PairedPhone pairedPhone, BatchConsumers consumers) {
        this.conversations = conversations;
        this.pairedPhone = pairedPhone;
        this.consumer = consumers.create(CHANNEL, Topics.INBOUND, this::process);
    }

    @Incoming(CHANNEL)
    CompletionStage<Void> consume(Message<List<byte[]>> batch) {
        return consumer.accept(batch);
    }

    /**
     * Customers first: their messages wait for nothing. The order between the two senders does not
     * matter here, as a customer's message changes nothing but the conversation's activity.
     */
    void process(List<MessageReceived> messages) throws InterruptedException {
        conversations.recordInbound(
                messages.stream().filter(message -> !message.byBusiness()).toList());
        var typed = messages.stream().filter(MessageReceived::byBusiness).toList();
        if (!typed.isEmpty()) {
            processTyped(typed);
        }
    }

    /** In order within a conversation; conversations side by side. */
    private void processTyped(List<MessageReceived> typed) throws InterruptedException {
        List<Callable<Boolean>> conversationsAtOnce =
                typed.stream()
                        .collect(groupingBy(message -> message.conversation().id()))
                        .values()
                        .stream()
                        .map(this::inOrder)
                        .toList();
        try (var threads =
                Executors.newFixedThreadPool(
                        MAX_CONCURRENT_PHONES, Thread.ofVirtual().name("phone-", 0).factory())) {
            for (var processed : threads.invokeAll(conversationsAtOnce)) {
                throwFailure(processed);
            }
        }
    }

    private Callable<Boolean> inOrder(List<MessageReceived> ofConversation) {
        return () -> {
            for (var message : ofConversation) {
                pairedPhone.process(message);
            }
            return true;
        };
    }

    private static void throwFailure(Future<Boolean> processed) throws InterruptedException {
        try {
            processed.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case InterruptedException interrupted -> throw interrupted;
                case RuntimeException failure -> throw failure;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
