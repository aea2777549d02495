package dev.switchboard.transcript.reading;

import dev.switchboard.model.identity.CustomerAddress;
import dev.switchboard.transcript.control.Control.Holder;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Which conversations a page is made of, the most recently active first.
 *
 * @param holder only those of which this one has the line
 * @param customer only those with this customer
 * @param words only those whose customer's name or address contains this, in any case
 * @param before only those that come after this place in the list
 */
public record ConversationFilter(
        Optional<Holder> holder,
        Optional<CustomerAddress> customer,
        Optional<String> words,
        Optional<Place> before) {

    /** Where a page ended. */
    public record Place(Instant lastActivityAt, UUID id) {}
}
