/** WhatsApp by Meta's Cloud API: webhooks, statuses, sends and error codes. */
@NullMarked
package dev.switchboard.channels.meta;

import org.jspecify.annotations.NullMarked;
