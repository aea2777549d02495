package dev.switchboard.transcript.read;

import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.transcript.ownership.Ownership.Owner;
import java.util.Optional;

/**
 * Filter of a page of conversations, the most recently active first.
 *
 * @param owner only those with this owner
 * @param customer only those with this customer
 * @param searchText only those whose customer's name or address contains this, in any case
 * @param before only those that come after this place in the list
 */
public record ConversationFilter(
        Optional<Owner> owner,
        Optional<CustomerAddress> customer,
        Optional<String> searchText,
        Optional<Cursor> before) {}
