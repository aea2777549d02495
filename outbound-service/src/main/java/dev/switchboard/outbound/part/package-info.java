/** Settings and metrics of the delivery of parts. */
@NullMarked
package dev.switchboard.outbound.part;

import org.jspecify.annotations.NullMarked;
