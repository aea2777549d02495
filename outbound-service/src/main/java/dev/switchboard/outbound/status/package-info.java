/** Statuses of sent parts. */
@NullMarked
package dev.switchboard.outbound.status;

import org.jspecify.annotations.NullMarked;
