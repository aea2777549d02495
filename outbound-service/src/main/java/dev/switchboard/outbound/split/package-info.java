/** Cuts a reply into parts a provider takes, where a reader would. */
@NullMarked
package dev.switchboard.outbound.split;

import org.jspecify.annotations.NullMarked;
