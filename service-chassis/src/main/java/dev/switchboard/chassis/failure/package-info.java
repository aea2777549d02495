/** Telling a broken surrounding from a bug, and waiting for it without hammering it. */
@NullMarked
package dev.switchboard.chassis.failure;

import org.jspecify.annotations.NullMarked;
