/** Content of messages, as a closed set of kinds. */
@NullMarked
package dev.switchboard.common.content;

import org.jspecify.annotations.NullMarked;
