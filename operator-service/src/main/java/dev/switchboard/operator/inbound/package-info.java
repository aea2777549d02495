/**
 * Inbound messages as far as operators are concerned: new conversations, and messages typed on the
 * paired phone.
 */
@NullMarked
package dev.switchboard.operator.inbound;

import org.jspecify.annotations.NullMarked;
