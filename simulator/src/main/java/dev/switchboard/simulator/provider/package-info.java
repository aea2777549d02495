/** State that the simulated providers share. */
@NullMarked
package dev.switchboard.simulator.provider;

import org.jspecify.annotations.NullMarked;
