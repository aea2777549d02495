/** Splits a reply's text into parts of a provider's maximum length. */
@NullMarked
package dev.switchboard.outbound.split;

import org.jspecify.annotations.NullMarked;
