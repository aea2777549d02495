/** Answers to questions that were asked word for word before. */
@NullMarked
package dev.switchboard.aiworker.cache;

import org.jspecify.annotations.NullMarked;
