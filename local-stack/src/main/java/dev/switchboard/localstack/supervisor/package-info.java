/**
 * The product as processes on one machine: what {@code ./switchboard up} and the system tests
 * start.
 */
@NullMarked
package dev.switchboard.localstack.supervisor;

import org.jspecify.annotations.NullMarked;
