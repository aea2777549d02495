@NullMarked
package dev.switchboard.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
