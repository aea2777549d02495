package dev.switchboard.common.content;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;

/**
 * Name and phone numbers as written on a contact card.
 *
 * @param details the card's other entries: e-mail addresses, organization, postal addresses, links;
 *     none in cards of earlier versions
 */
public record ContactCard(
        String name,
        List<String> phones,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
                List<String> details) {

    public ContactCard {
        phones = List.copyOf(phones);
        details = List.copyOf(details);
    }

    public ContactCard(String name, List<String> phones) {
        this(name, phones, List.of());
    }
}
