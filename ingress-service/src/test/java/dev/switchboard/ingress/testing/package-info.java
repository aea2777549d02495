/** Clients, profiles and fixtures of the tests. */
package dev.switchboard.ingress.testing;
