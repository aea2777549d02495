/** Events that travel between the services, in the past tense. */
@NullMarked
package dev.switchboard.common.event;

import org.jspecify.annotations.NullMarked;
