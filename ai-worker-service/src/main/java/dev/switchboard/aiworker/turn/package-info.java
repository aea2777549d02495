/** Way of a customer's turn, from the topic to the reply. */
@NullMarked
package dev.switchboard.aiworker.turn;

import org.jspecify.annotations.NullMarked;
