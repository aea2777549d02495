/** Simulated language models: one behaviour, answered in the wire format of each provider. */
@NullMarked
package dev.switchboard.simulator.model;

import org.jspecify.annotations.NullMarked;
