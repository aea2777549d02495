/** Kills and pauses of the product's parts, by a seed. */
@NullMarked
package dev.switchboard.system.fault;

import org.jspecify.annotations.NullMarked;
