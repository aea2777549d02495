/** What scenarios measure, from evidence made by hand. */
@NullMarked
package dev.switchboard.system.scenario;

import org.jspecify.annotations.NullMarked;
