/** The stream from {@code inbound} to {@code turns}, and the process that keeps it running. */
@NullMarked
package dev.switchboard.buffer.stream;

import org.jspecify.annotations.NullMarked;
