/** A client for who drives a stack from outside: tests, benchmarks, the harness under faults. */
@NullMarked
package dev.switchboard.localstack.http;

import org.jspecify.annotations.NullMarked;
