/** Turns what customers write into turns: repeats dropped, bursts merged. */
@NullMarked
package dev.switchboard.buffer;

import org.jspecify.annotations.NullMarked;
