/** Limit of the turns of a customer that the model answers. */
@NullMarked
package dev.switchboard.aiworker.limit;

import org.jspecify.annotations.NullMarked;
