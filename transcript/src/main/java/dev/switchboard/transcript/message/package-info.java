/** What was said, by whom, and how far it has come. */
@NullMarked
package dev.switchboard.transcript.message;

import org.jspecify.annotations.NullMarked;
