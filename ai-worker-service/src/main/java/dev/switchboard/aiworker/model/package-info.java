/** The port to language models, one file a provider, and the patience with which they are asked. */
@NullMarked
package dev.switchboard.aiworker.model;

import org.jspecify.annotations.NullMarked;
