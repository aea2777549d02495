/**
 * HTTP client of everything that drives a stack from outside: tests, benchmarks, fault scenarios.
 */
@NullMarked
package dev.switchboard.localstack.http;

import org.jspecify.annotations.NullMarked;
