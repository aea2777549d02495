/** Faults of the simulated providers: errors, delays, lost responses. */
@NullMarked
package dev.switchboard.localstack.simulator.fault;

import org.jspecify.annotations.NullMarked;
