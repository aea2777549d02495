/** What a message contains, as a closed set of kinds. */
@NullMarked
package dev.switchboard.model.content;

import org.jspecify.annotations.NullMarked;
