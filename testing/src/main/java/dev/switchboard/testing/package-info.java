/** Kafka, PostgreSQL and Redis for tests, embedded or in containers. */
@NullMarked
package dev.switchboard.testing;

import org.jspecify.annotations.NullMarked;
