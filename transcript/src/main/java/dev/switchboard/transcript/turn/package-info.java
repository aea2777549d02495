/** Turns as ai-worker takes them up: recorded, and read with what decides them. */
@NullMarked
package dev.switchboard.transcript.turn;

import org.jspecify.annotations.NullMarked;
