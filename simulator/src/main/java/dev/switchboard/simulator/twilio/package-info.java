/** WhatsApp as Twilio's Messages API shows it. */
@NullMarked
package dev.switchboard.simulator.twilio;

import org.jspecify.annotations.NullMarked;
