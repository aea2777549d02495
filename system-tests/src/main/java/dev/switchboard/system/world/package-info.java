/** The product as processes with a simulated outside world, and the ways into both. */
@NullMarked
package dev.switchboard.system.world;

import org.jspecify.annotations.NullMarked;
