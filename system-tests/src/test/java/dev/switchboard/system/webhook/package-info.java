/** Tests of the webhooks that the harness posts. */
@NullMarked
package dev.switchboard.system.webhook;

import org.jspecify.annotations.NullMarked;
