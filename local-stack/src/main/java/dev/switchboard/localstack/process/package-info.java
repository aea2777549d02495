/** Programs of the local stack as child processes that cannot outlive it. */
@NullMarked
package dev.switchboard.localstack.process;

import org.jspecify.annotations.NullMarked;
