/** What an operator writes to a customer. */
@NullMarked
package dev.switchboard.operator.message;

import org.jspecify.annotations.NullMarked;
