/** Switching the AI on and off, as a whole and by business number. */
@NullMarked
package dev.switchboard.operator.aiswitch;

import org.jspecify.annotations.NullMarked;
