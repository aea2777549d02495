/** SQL statements on the hot path, without Hibernate's query cache. */
@NullMarked
package dev.switchboard.transcript.sql;

import org.jspecify.annotations.NullMarked;
