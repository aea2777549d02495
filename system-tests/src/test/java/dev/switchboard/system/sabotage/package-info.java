/** Services with one of their mechanisms switched off, to show that the checks notice. */
@NullMarked
package dev.switchboard.system.sabotage;

import org.jspecify.annotations.NullMarked;
