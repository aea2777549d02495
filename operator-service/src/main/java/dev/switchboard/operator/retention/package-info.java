/** What is kept for a while only, and who deletes it. */
@NullMarked
package dev.switchboard.operator.retention;

import org.jspecify.annotations.NullMarked;
