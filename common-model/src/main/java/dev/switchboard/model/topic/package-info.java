/** Every Kafka topic of the product, declared once. */
@NullMarked
package dev.switchboard.model.topic;

import org.jspecify.annotations.NullMarked;
