/**
 * {@code ./switchboard bench pipeline}: the cost of a conversation, measured from outside a product
 * that {@code ./switchboard up} runs, beside a bare pipeline with the same hops.
 */
@NullMarked
package dev.switchboard.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
