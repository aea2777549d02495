/** Control of the AI by operators: where it is switched off, and the record of their changes. */
@NullMarked
package dev.switchboard.transcript.aicontrol;

import org.jspecify.annotations.NullMarked;
