/** Tests of the scenarios' measurements, with built evidence. */
@NullMarked
package dev.switchboard.system.scenario;

import org.jspecify.annotations.NullMarked;
