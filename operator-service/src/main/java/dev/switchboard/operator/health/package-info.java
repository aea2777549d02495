/** Whether the parts this product stands on answer. */
@NullMarked
package dev.switchboard.operator.health;

import org.jspecify.annotations.NullMarked;
