/** Records of what the simulated providers received, with times. */
@NullMarked
package dev.switchboard.simulator.record;

import org.jspecify.annotations.NullMarked;
