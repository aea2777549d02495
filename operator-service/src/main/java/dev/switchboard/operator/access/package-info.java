/** Who may call: bearer tokens, and nothing is open that is not named. */
@NullMarked
package dev.switchboard.operator.access;

import org.jspecify.annotations.NullMarked;
