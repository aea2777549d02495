/** Telling a broken surrounding from a bug. */
@NullMarked
package dev.switchboard.chassis.failure;

import org.jspecify.annotations.NullMarked;
