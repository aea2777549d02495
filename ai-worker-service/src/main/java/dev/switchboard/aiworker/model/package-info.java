/** The port to language models, one model a provider, with its HTTP exchange and its limits. */
@NullMarked
package dev.switchboard.aiworker.model;

import org.jspecify.annotations.NullMarked;
