/** Reconciles parts of unknown outcome, by evidence from the provider. */
@NullMarked
package dev.switchboard.outbound.reconcile;

import org.jspecify.annotations.NullMarked;
