/** Ingress service, which receives the providers' webhooks. */
@NullMarked
package dev.switchboard.ingress;

import org.jspecify.annotations.NullMarked;
