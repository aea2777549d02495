/** Spend of model calls: prices, the ledger, and the ceilings that are reserved before a call. */
@NullMarked
package dev.switchboard.aiworker.spend;

import org.jspecify.annotations.NullMarked;
