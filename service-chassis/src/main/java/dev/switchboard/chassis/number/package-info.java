/** The business's own numbers. */
@NullMarked
package dev.switchboard.chassis.number;

import org.jspecify.annotations.NullMarked;
