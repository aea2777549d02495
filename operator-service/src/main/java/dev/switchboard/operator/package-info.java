/** Entry point of the operator service and the general part of its OpenAPI document. */
@NullMarked
package dev.switchboard.operator;

import org.jspecify.annotations.NullMarked;
