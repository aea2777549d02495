/** Settings of the AI that administrators change, as they are in force in this worker. */
@NullMarked
package dev.switchboard.aiworker.setting;

import org.jspecify.annotations.NullMarked;
