/** What the service's tests share: the providers' simulator, and replies to send through it. */
@NullMarked
package dev.switchboard.outbound.testing;

import org.jspecify.annotations.NullMarked;
