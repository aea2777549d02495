/** Records that no service could work on: kept, looked at, put back. */
@NullMarked
package dev.switchboard.operator.deadletter;

import org.jspecify.annotations.NullMarked;
