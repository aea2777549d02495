/** Keeping people's numbers out of logs. */
@NullMarked
package dev.switchboard.model.privacy;

import org.jspecify.annotations.NullMarked;
