/** The service that people talk to: its start and what its API says of itself. */
@NullMarked
package dev.switchboard.operator;

import org.jspecify.annotations.NullMarked;
