/** Faults of the simulated providers: errors, delays, lost responses. */
@NullMarked
package dev.switchboard.simulator.fault;

import org.jspecify.annotations.NullMarked;
