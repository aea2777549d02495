/** The port to language models, one file a provider, with its limits and its retry policy. */
@NullMarked
package dev.switchboard.aiworker.model;

import org.jspecify.annotations.NullMarked;
