/**
 * What the tests of this service share: conversations to talk about, and what left through Kafka.
 */
package dev.switchboard.operator.testing;
