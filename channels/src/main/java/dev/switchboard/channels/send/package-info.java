/** Sending through a channel: the interface that each channel implements, and its HTTP client. */
@NullMarked
package dev.switchboard.channels.send;

import org.jspecify.annotations.NullMarked;
