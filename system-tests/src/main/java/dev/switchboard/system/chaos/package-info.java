/** The long form: scenarios one after another. */
@NullMarked
package dev.switchboard.system.chaos;

import org.jspecify.annotations.NullMarked;
