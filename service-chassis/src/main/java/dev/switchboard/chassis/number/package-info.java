/** Business numbers from the settings. */
@NullMarked
package dev.switchboard.chassis.number;

import org.jspecify.annotations.NullMarked;
