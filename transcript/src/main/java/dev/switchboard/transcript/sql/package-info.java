/** SQL statements on the data source, and the types of their rows. */
@NullMarked
package dev.switchboard.transcript.sql;

import org.jspecify.annotations.NullMarked;
