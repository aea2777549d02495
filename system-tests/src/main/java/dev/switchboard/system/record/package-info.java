/** What the outside saw and what the harness did, as evidence. */
@NullMarked
package dev.switchboard.system.record;

import org.jspecify.annotations.NullMarked;
