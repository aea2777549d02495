/** Fixtures of this service's tests: conversations, calls of the API and published records. */
package dev.switchboard.operator.testing;
