/** Tests of records. */
@NullMarked
package dev.switchboard.system.record;

import org.jspecify.annotations.NullMarked;
