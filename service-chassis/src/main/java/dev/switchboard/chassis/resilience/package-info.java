/** Classification of failures, backoff and circuit breaker. */
@NullMarked
package dev.switchboard.chassis.resilience;

import org.jspecify.annotations.NullMarked;
