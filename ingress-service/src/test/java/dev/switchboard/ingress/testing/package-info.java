/** What the tests send with and look with. */
package dev.switchboard.ingress.testing;
