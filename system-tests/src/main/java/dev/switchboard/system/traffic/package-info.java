/** Customers who write and wait for answers. */
@NullMarked
package dev.switchboard.system.traffic;

import org.jspecify.annotations.NullMarked;
