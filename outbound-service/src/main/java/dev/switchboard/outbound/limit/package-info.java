/** Limits of sends: concurrency, circuit breakers, and rates per business number and customer. */
@NullMarked
package dev.switchboard.outbound.limit;

import org.jspecify.annotations.NullMarked;
