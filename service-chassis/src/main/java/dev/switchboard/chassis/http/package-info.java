/** HTTP calls with a deadline. */
@NullMarked
package dev.switchboard.chassis.http;

import org.jspecify.annotations.NullMarked;
