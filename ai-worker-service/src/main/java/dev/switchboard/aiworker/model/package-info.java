/** The models that are in force here, each behind its limits. */
@NullMarked
package dev.switchboard.aiworker.model;

import org.jspecify.annotations.NullMarked;
