/** Settings of a service, checked before it starts. */
@NullMarked
package dev.switchboard.chassis.config;

import org.jspecify.annotations.NullMarked;
