/** Parts that did not arrive, and what an operator does about those of unknown outcome. */
@NullMarked
package dev.switchboard.operator.part;

import org.jspecify.annotations.NullMarked;
