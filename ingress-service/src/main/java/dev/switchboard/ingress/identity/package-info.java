/** Which of a customer's addresses a conversation is kept under. */
@NullMarked
package dev.switchboard.ingress.identity;

import org.jspecify.annotations.NullMarked;
