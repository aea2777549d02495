package dev.switchboard.ingress.connection;

import java.time.Duration;

/**
 * Limits of connections by unauthenticated clients.
 *
 * @param headTimeout maximum time for a request's head, from the connection's acceptance or from
 *     the head's first byte
 * @param bodyTimeout maximum time for its body, even if nothing reads it
 * @param maxPerAddress maximum number of open connections per address
 */
record ConnectionLimits(Duration headTimeout, Duration bodyTimeout, int maxPerAddress) {}
