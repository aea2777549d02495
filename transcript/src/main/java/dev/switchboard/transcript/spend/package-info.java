/** Prices of models, and the ledger of model calls with what they cost. */
@NullMarked
package dev.switchboard.transcript.spend;

import org.jspecify.annotations.NullMarked;
