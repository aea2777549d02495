/** Standard texts, which the product itself sends when the model cannot answer. */
@NullMarked
package dev.switchboard.aiworker.text;

import org.jspecify.annotations.NullMarked;
