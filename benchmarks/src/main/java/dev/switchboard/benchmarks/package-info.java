/**
 * The figures that {@code ./switchboard bench} prints; ratios against something measured in the
 * same run.
 */
@NullMarked
package dev.switchboard.benchmarks;

import org.jspecify.annotations.NullMarked;
