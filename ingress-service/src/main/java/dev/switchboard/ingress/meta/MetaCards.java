package dev.switchboard.ingress.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.model.content.ContactCard;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the address-book cards that a customer shares. */
final class MetaCards {
    private MetaCards() {}

    static List<ContactCard> of(JsonNode written) {
        List<ContactCard> cards = new ArrayList<>();
        for (var card : written) {
            if (card.isObject()) {
                cards.add(new ContactCard(name(card.path("name")), phones(card), details(card)));
            }
        }
        return cards;
    }

    private static String name(JsonNode name) {
        return MetaNodes.text(name, "formatted_name")
                .orElseGet(() -> joined(name, " ", "first_name", "middle_name", "last_name"));
    }

    /** As written on the card; the number on WhatsApp where nothing else is written. */
    private static List<String> phones(JsonNode card) {
        Set<String> phones = new LinkedHashSet<>();
        for (var phone : card.path("phones")) {
            MetaNodes.text(phone, "phone")
                    .or(() -> MetaNodes.text(phone, "wa_id"))
                    .ifPresent(phones::add);
        }
        return List.copyOf(phones);
    }

    private static List<String> details(JsonNode card) {
        List<String> details = new ArrayList<>();
        details.add(joined(card.path("org"), ", ", "title", "department", "company"));
        card.path("emails")
                .forEach(email -> MetaNodes.text(email, "email").ifPresent(details::add));
        card.path("addresses")
                .forEach(at -> details.add(joined(at, ", ", "street", "zip", "city", "country")));
        card.path("urls").forEach(link -> MetaNodes.text(link, "url").ifPresent(details::add));
        MetaNodes.text(card, "birthday").map(day -> "born " + day).ifPresent(details::add);
        details.removeIf(String::isBlank);
        return details;
    }

    private static String joined(JsonNode parent, String between, String... names) {
        return Stream.of(names)
                .map(name -> MetaNodes.text(parent, name))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(between));
    }
}
