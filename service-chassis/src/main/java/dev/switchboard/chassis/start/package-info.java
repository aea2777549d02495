/** Start of a service until it is ready, and its memory at rest. */
@NullMarked
package dev.switchboard.chassis.start;

import org.jspecify.annotations.NullMarked;
