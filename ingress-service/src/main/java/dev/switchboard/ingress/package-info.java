/** The service that takes in the providers' webhooks. */
@NullMarked
package dev.switchboard.ingress;

import org.jspecify.annotations.NullMarked;
