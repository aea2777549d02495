/**
 * The parts a reply leaves in, how far each has come, and statuses that came before their part was
 * known.
 */
@NullMarked
package dev.switchboard.transcript.part;

import org.jspecify.annotations.NullMarked;
