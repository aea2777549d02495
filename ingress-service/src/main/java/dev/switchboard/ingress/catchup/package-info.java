/** Twilio's messages whose webhook did not reach us, found again through its message list. */
@NullMarked
package dev.switchboard.ingress.catchup;

import org.jspecify.annotations.NullMarked;
