package dev.switchboard.ingress.connection;

import java.time.Duration;

/**
 * How much of us somebody may hold whom nobody knows.
 *
 * @param head how long a request's head may take, from the connection's acceptance or from the
 *     head's first byte
 * @param body how long what follows it may take, read by anybody or not
 * @param maxPerAddress how many connections an address may have at once
 */
record ConnectionLimits(Duration head, Duration body, int maxPerAddress) {}
