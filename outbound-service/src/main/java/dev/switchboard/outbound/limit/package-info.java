/** Rate limits of sends, per business number and per customer. */
@NullMarked
package dev.switchboard.outbound.limit;

import org.jspecify.annotations.NullMarked;
