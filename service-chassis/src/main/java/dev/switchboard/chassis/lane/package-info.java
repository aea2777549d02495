/**
 * Consumers that read a topic in lanes: one conversation's records in order, safe over crashes and
 * rebalances.
 */
@NullMarked
package dev.switchboard.chassis.lane;

import org.jspecify.annotations.NullMarked;
