/** Parts that did not arrive, and operators' decisions about those of unknown outcome. */
@NullMarked
package dev.switchboard.operator.part;

import org.jspecify.annotations.NullMarked;
