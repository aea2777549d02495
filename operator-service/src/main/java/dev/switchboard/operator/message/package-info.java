/** Operators' messages to customers. */
@NullMarked
package dev.switchboard.operator.message;

import org.jspecify.annotations.NullMarked;
