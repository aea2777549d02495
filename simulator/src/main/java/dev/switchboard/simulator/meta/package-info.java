/** WhatsApp as Meta's Cloud API shows it. */
@NullMarked
package dev.switchboard.simulator.meta;

import org.jspecify.annotations.NullMarked;
