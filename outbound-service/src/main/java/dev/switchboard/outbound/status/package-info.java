/** What providers tell about sent parts afterwards, and who is told about it. */
@NullMarked
package dev.switchboard.outbound.status;

import org.jspecify.annotations.NullMarked;
