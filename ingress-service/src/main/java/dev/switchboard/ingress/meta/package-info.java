/** Meta's WhatsApp Cloud webhooks: verification, signature, batches, message types, statuses. */
@NullMarked
package dev.switchboard.ingress.meta;

import org.jspecify.annotations.NullMarked;
