/** Turns the Markdown that models write into WhatsApp's own marks. */
@NullMarked
package dev.switchboard.aiworker.markdown;

import org.jspecify.annotations.NullMarked;
