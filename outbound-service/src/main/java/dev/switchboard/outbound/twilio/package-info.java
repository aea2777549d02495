/** Twilio's Messages API, spoken through Twilio's own SDK. */
@NullMarked
package dev.switchboard.outbound.twilio;

import org.jspecify.annotations.NullMarked;
