/** A simulated Gemini that answers from the request it gets. */
@NullMarked
package dev.switchboard.simulator.gemini;

import org.jspecify.annotations.NullMarked;
