/** Twilio's webhooks: signature, form, message kinds, status callbacks. */
@NullMarked
package dev.switchboard.ingress.twilio;

import org.jspecify.annotations.NullMarked;
