package dev.switchboard.operator.deadletter;

import dev.switchboard.operator.api.Cursor;
import java.util.Optional;

/** Filter of a list of dead letters. */
record DeadLetterFilter(
        Optional<String> origin, Optional<Boolean> replayed, Optional<Cursor> before) {}
