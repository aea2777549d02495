/** What all webhooks have in common: read, verify, publish, answer, log. */
@NullMarked
package dev.switchboard.ingress.webhook;

import org.jspecify.annotations.NullMarked;
