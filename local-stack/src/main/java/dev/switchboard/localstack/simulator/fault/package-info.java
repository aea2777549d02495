/** Faults of the simulated providers: errors, delays, answers that never arrive. */
@NullMarked
package dev.switchboard.localstack.simulator.fault;

import org.jspecify.annotations.NullMarked;
