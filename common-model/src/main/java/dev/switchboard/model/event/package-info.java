/** The past-tense facts that travel between the services. */
@NullMarked
package dev.switchboard.model.event;

import org.jspecify.annotations.NullMarked;
