/** Tests of what was recorded. */
@NullMarked
package dev.switchboard.system.record;

import org.jspecify.annotations.NullMarked;
