/** WhatsApp as Twilio's Messages API shows it. */
@NullMarked
package dev.switchboard.localstack.simulator.twilio;

import org.jspecify.annotations.NullMarked;
