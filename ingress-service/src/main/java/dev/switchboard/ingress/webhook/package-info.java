/** Handling common to all webhooks: read, verify, publish, answer, log. */
@NullMarked
package dev.switchboard.ingress.webhook;

import org.jspecify.annotations.NullMarked;
