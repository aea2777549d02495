/** What the simulated providers saw, with the times they saw it. */
@NullMarked
package dev.switchboard.localstack.simulator.record;

import org.jspecify.annotations.NullMarked;
