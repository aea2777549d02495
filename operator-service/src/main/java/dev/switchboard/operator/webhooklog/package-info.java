/** Every webhook that was answered: kept for a while, searched, replayed. */
@NullMarked
package dev.switchboard.operator.webhooklog;

import org.jspecify.annotations.NullMarked;
