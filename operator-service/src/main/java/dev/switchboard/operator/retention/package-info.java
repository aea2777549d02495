/** Deletion of what is past its retention period. */
@NullMarked
package dev.switchboard.operator.retention;

import org.jspecify.annotations.NullMarked;
