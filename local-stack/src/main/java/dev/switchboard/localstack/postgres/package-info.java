/** A real PostgreSQL server from binaries on the class path. */
@NullMarked
package dev.switchboard.localstack.postgres;

import org.jspecify.annotations.NullMarked;
