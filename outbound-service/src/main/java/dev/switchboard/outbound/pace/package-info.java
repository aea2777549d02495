/** Keeps sends within what the providers allow a second, and a customer. */
@NullMarked
package dev.switchboard.outbound.pace;

import org.jspecify.annotations.NullMarked;
