/** The clock that every service asks. */
@NullMarked
package dev.switchboard.chassis.time;

import org.jspecify.annotations.NullMarked;
