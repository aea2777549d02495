/** The five guarantees as checks of evidence. */
@NullMarked
package dev.switchboard.system.guarantee;

import org.jspecify.annotations.NullMarked;
