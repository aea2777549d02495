/** Brings replies to WhatsApp and follows them until they are read. */
@NullMarked
package dev.switchboard.outbound;

import org.jspecify.annotations.NullMarked;
