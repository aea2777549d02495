/** Who has the line: the AI or an operator; and the lock that makes a change of hands exact. */
@NullMarked
package dev.switchboard.transcript.control;

import org.jspecify.annotations.NullMarked;
