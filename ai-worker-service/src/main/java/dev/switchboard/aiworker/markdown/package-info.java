/** Conversion of the Markdown that models write to WhatsApp's own marks. */
@NullMarked
package dev.switchboard.aiworker.markdown;

import org.jspecify.annotations.NullMarked;
