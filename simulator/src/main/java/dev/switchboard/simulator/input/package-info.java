/** Parses the input of the simulator's API; invalid input is refused by the name of its field. */
@NullMarked
package dev.switchboard.simulator.input;

import org.jspecify.annotations.NullMarked;
