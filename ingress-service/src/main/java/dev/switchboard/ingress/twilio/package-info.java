/** Twilio's webhooks: signature, form, message types, status callbacks. */
@NullMarked
package dev.switchboard.ingress.twilio;

import org.jspecify.annotations.NullMarked;
