/** Webhooks and status callbacks on their way to the business. */
@NullMarked
package dev.switchboard.simulator.webhook;

import org.jspecify.annotations.NullMarked;
