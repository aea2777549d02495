/** The port to language models, one model a provider, with its HTTP exchange. */
@NullMarked
package dev.switchboard.languagemodel;

import org.jspecify.annotations.NullMarked;
