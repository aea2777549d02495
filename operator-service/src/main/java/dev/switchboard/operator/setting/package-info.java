/** Settings of the AI that administrators change: profiles, personas and texts. */
@NullMarked
package dev.switchboard.operator.setting;

import org.jspecify.annotations.NullMarked;
