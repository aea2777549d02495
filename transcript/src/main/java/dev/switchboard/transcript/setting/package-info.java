/** Settings of the AI that administrators change: profiles, personas and texts, by version. */
@NullMarked
package dev.switchboard.transcript.setting;

import org.jspecify.annotations.NullMarked;
