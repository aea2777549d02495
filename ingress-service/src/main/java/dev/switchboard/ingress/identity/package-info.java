/** Customer identities: resolves a customer's aliases to the address of the conversation. */
@NullMarked
package dev.switchboard.ingress.identity;

import org.jspecify.annotations.NullMarked;
