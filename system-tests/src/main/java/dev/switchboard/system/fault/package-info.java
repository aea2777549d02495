/** Kills and pauses of the product's instances, by a seed. */
@NullMarked
package dev.switchboard.system.fault;

import org.jspecify.annotations.NullMarked;
