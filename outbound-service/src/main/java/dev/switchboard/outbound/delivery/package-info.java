/** Delivers a reply's parts to the provider: in order, each once, through crashes and refusals. */
@NullMarked
package dev.switchboard.outbound.delivery;

import org.jspecify.annotations.NullMarked;
