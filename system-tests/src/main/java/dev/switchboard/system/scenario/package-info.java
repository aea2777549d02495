/** Scenarios: what can go wrong, and what must hold all the same. */
@NullMarked
package dev.switchboard.system.scenario;

import org.jspecify.annotations.NullMarked;
