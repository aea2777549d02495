/** The log of all answered webhooks: stored for a while, searched, replayed. */
@NullMarked
package dev.switchboard.operator.webhooklog;

import org.jspecify.annotations.NullMarked;
