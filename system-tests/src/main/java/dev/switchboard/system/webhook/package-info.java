/** Webhooks that the harness posts itself, genuine ones and others. */
@NullMarked
package dev.switchboard.system.webhook;

import org.jspecify.annotations.NullMarked;
