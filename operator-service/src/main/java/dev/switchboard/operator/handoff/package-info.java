/** Who has the line: takeover by a person and handback to the AI. */
@NullMarked
package dev.switchboard.operator.handoff;

import org.jspecify.annotations.NullMarked;
