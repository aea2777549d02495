/** Customers' webhooks as the providers post them, for every bench. */
@NullMarked
package dev.switchboard.benchmarks.load;

import org.jspecify.annotations.NullMarked;
