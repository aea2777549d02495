/** Who the model is told to be. */
@NullMarked
package dev.switchboard.aiworker.persona;

import org.jspecify.annotations.NullMarked;
