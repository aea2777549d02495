/** The switch by which operators stop the AI. */
@NullMarked
package dev.switchboard.aiworker.aiswitch;

import org.jspecify.annotations.NullMarked;
