/** Delivers replies to WhatsApp and tracks their status until they are read. */
@NullMarked
package dev.switchboard.outbound;

import org.jspecify.annotations.NullMarked;
