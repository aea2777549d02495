/** Reading of a channel's webhooks: the interface that each channel implements. */
@NullMarked
package dev.switchboard.channels.webhook;

import org.jspecify.annotations.NullMarked;
