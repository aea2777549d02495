/** Whether Kafka can be reached, kept up to date beside the webhooks' path. */
@NullMarked
package dev.switchboard.ingress.kafka;

import org.jspecify.annotations.NullMarked;
