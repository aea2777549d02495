/** The customers' phones: what they show and what their owners send. */
@NullMarked
package dev.switchboard.simulator.phone;

import org.jspecify.annotations.NullMarked;
