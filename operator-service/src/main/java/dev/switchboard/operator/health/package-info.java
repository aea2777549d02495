/** Health of the product and of what it depends on. */
@NullMarked
package dev.switchboard.operator.health;

import org.jspecify.annotations.NullMarked;
