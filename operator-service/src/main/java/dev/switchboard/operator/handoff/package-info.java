/** Ownership changes: takeover by an operator and handback to the AI. */
@NullMarked
package dev.switchboard.operator.handoff;

import org.jspecify.annotations.NullMarked;
