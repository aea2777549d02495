/** Clock of the services. */
@NullMarked
package dev.switchboard.chassis.time;

import org.jspecify.annotations.NullMarked;
