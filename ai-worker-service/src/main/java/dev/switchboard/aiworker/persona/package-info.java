/** System prompts, by customer and business number. */
@NullMarked
package dev.switchboard.aiworker.persona;

import org.jspecify.annotations.NullMarked;
