/** A real Redis server from a binary on the class path. */
@NullMarked
package dev.switchboard.localstack.redis;

import org.jspecify.annotations.NullMarked;
