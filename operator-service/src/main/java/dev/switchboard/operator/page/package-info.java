/** How lists are asked for in pages. */
@NullMarked
package dev.switchboard.operator.page;

import org.jspecify.annotations.NullMarked;
