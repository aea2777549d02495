/** Small statements on the hot path, past Hibernate's query cache. */
@NullMarked
package dev.switchboard.transcript.statement;

import org.jspecify.annotations.NullMarked;
