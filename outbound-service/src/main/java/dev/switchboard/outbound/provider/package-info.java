/** Port to the providers: takes a part, returns the result of its send. */
@NullMarked
package dev.switchboard.outbound.provider;

import org.jspecify.annotations.NullMarked;
