/**
 * Shared fixtures of the service's tests: simulated providers, and replies to send through them.
 */
@NullMarked
package dev.switchboard.outbound.testing;

import org.jspecify.annotations.NullMarked;
