/** The one form in which a refused request is told what is wrong with it (RFC 9457). */
@NullMarked
package dev.switchboard.operator.problem;

import org.jspecify.annotations.NullMarked;
