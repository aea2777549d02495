/** Client of Meta's WhatsApp Cloud API: typed JSON over the JDK's HTTP client. */
@NullMarked
package dev.switchboard.outbound.meta;

import org.jspecify.annotations.NullMarked;
