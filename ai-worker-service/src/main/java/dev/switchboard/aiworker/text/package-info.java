/** What the product itself says to a customer when the model cannot. */
@NullMarked
package dev.switchboard.aiworker.text;

import org.jspecify.annotations.NullMarked;
