/** Evidence: what the outside world saw and what the harness did. */
@NullMarked
package dev.switchboard.system.record;

import org.jspecify.annotations.NullMarked;
