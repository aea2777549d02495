/** Debug mode: shows operators, or the customer, what a reply is made of. */
@NullMarked
package dev.switchboard.aiworker.debug;

import org.jspecify.annotations.NullMarked;
