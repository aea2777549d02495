/** What the rest of the service knows of a provider: give it a part, learn what became of it. */
@NullMarked
package dev.switchboard.outbound.provider;

import org.jspecify.annotations.NullMarked;
