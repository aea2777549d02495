/** Kafka topics of the product, each declared once. */
@NullMarked
package dev.switchboard.common.topic;

import org.jspecify.annotations.NullMarked;
