/** Records of what the simulated providers received, with times. */
@NullMarked
package dev.switchboard.localstack.simulator.record;

import org.jspecify.annotations.NullMarked;
