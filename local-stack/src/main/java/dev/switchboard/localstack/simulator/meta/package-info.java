/** WhatsApp as Meta's Cloud API shows it. */
@NullMarked
package dev.switchboard.localstack.simulator.meta;

import org.jspecify.annotations.NullMarked;
