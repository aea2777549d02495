/** Connections as they are accepted, before any request is read: limits, deadlines, ports. */
@NullMarked
package dev.switchboard.ingress.connection;

import org.jspecify.annotations.NullMarked;
