/** Catch-up: finds messages whose webhook did not reach us in Twilio's message list. */
@NullMarked
package dev.switchboard.ingress.catchup;

import org.jspecify.annotations.NullMarked;
