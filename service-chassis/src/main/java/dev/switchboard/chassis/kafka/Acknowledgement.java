package dev.switchboard.chassis.kafka;

import dev.switchboard.chassis.resilience.LoggableFailure;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** Acknowledges what is processed. A failure is logged: its records come again, nothing is lost. */
final class Acknowledgement {
    private static final Logger LOG = Logger.getLogger(Acknowledgement.class);

    private Acknowledgement() {}

    /** Returns at once. */
    static void send(Message<?> processed, String channel) {
        processed
                .ack()
                .exceptionally(failure -> {
                    LOG.warnf(
                            LoggableFailure.of(failure),
                            "Acknowledgement failed, records may be redelivered channel=%s",
                            channel);
                    return null;
                });
    }
}
