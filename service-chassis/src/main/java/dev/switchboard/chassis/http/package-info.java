/** Requests to others, with an end. */
@NullMarked
package dev.switchboard.chassis.http;

import org.jspecify.annotations.NullMarked;
