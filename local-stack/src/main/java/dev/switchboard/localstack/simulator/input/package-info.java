/** Reads what a caller of the simulator's own calls wrote, and refuses it by name of the field. */
@NullMarked
package dev.switchboard.localstack.simulator.input;

import org.jspecify.annotations.NullMarked;
