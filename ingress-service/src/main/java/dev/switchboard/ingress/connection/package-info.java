/** Limits, timeouts and ports of connections, before any request is read. */
@NullMarked
package dev.switchboard.ingress.connection;

import org.jspecify.annotations.NullMarked;
