/** Answers customers' turns with a language model. */
@NullMarked
package dev.switchboard.aiworker;

import org.jspecify.annotations.NullMarked;
