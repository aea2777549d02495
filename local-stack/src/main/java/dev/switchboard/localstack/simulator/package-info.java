/** Simulates WhatsApp as seen through Twilio and Meta, and Gemini, in one HTTP server. */
@NullMarked
package dev.switchboard.localstack.simulator;

import org.jspecify.annotations.NullMarked;
