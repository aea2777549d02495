/**
 * What comes in, as far as operators are concerned: new conversations, and what is typed on the
 * paired phone.
 */
@NullMarked
package dev.switchboard.operator.inbound;

import org.jspecify.annotations.NullMarked;
