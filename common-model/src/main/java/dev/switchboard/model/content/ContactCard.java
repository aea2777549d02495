package dev.switchboard.model.content;

import java.util.List;

/** A name and its phone numbers, as written on the card. */
public record ContactCard(String name, List<String> phones) {
    public ContactCard {
        phones = List.copyOf(phones);
    }
}
