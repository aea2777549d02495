/** Masking of people's numbers in logs. */
@NullMarked
package dev.switchboard.common.privacy;

import org.jspecify.annotations.NullMarked;
