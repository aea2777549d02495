/** Sessions of conversations: the rule by which they end, and what begins one beside a message. */
@NullMarked
package dev.switchboard.transcript.session;

import org.jspecify.annotations.NullMarked;
