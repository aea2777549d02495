/** WhatsApp by Twilio: webhooks, statuses, sends and error codes. */
@NullMarked
package dev.switchboard.channels.twilio;

import org.jspecify.annotations.NullMarked;
