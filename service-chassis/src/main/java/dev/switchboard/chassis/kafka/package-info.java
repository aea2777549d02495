/**
 * Topics as services use them: publishers, keyed consumers that read a topic in lanes, one key's
 * records in order and safe over crashes and rebalances, batch consumers for what is stored many
 * rows at a time, dead letters, and the connection settings.
 */
@NullMarked
package dev.switchboard.chassis.kafka;

import org.jspecify.annotations.NullMarked;
