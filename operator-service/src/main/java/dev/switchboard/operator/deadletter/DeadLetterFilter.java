package dev.switchboard.operator.deadletter;

import dev.switchboard.operator.page.Cursor;
import java.util.Optional;

/** Which letters a list shows. */
record DeadLetterFilter(
        Optional<String> origin, Optional<Boolean> replayed, Optional<Cursor> before) {}
