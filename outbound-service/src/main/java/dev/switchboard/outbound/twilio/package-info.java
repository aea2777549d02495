/** Client of Twilio's Messages API, by Twilio's own SDK. */
@NullMarked
package dev.switchboard.outbound.twilio;

import org.jspecify.annotations.NullMarked;
