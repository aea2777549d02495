/** What a service is told by its surroundings, checked before it starts. */
@NullMarked
package dev.switchboard.chassis.setting;

import org.jspecify.annotations.NullMarked;
