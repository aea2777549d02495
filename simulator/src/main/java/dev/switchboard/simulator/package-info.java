/** Simulates WhatsApp as seen through Twilio and Meta, and Gemini, in one HTTP server. */
@NullMarked
package dev.switchboard.simulator;

import org.jspecify.annotations.NullMarked;
