package dev.switchboard.channels.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.switchboard.common.content.ContactCard;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parses the contacts that a customer shares. */
final class MetaContactParser {
    private MetaContactParser() {}

    static List<ContactCard> of(JsonNode contacts) {
        List<ContactCard> cards = new ArrayList<>();
        for (var card : contacts) {
            if (card.isObject()) {
                cards.add(new ContactCard(name(card.path("name")), phones(card), details(card)));
            }
        }
        return cards;
    }

    private static String name(JsonNode name) {
        return MetaJson.text(name, "formatted_name")
                .orElseGet(() -> joined(name, " ", "first_name", "middle_name", "last_name"));
    }

    /** Numbers as written on the card; the WhatsApp number where nothing else is written. */
    private static List<String> phones(JsonNode card) {
        Set<String> phones = new LinkedHashSet<>();
        for (var phone : card.path("phones")) {
            MetaJson.text(phone, "phone")
                    .or(() -> MetaJson.text(phone, "wa_id"))
                    .ifPresent(phones::add);
        }
        return List.copyOf(phones);
    }

    private static List<String> details(JsonNode card) {
        List<String> details = new ArrayList<>();
        details.add(joined(card.path("org"), ", ", "title", "department", "company"));
        card.path("emails").forEach(email -> MetaJson.text(email, "email").ifPresent(details::add));
        card.path("addresses")
                .forEach(address ->
                        details.add(joined(address, ", ", "street", "zip", "city", "country")));
        card.path("urls").forEach(link -> MetaJson.text(link, "url").ifPresent(details::add));
        MetaJson.text(card, "birthday").map(day -> "born " + day).ifPresent(details::add);
        details.removeIf(String::isBlank);
        return details;
    }

    private static String joined(JsonNode parent, String separator, String... names) {
        return Stream.of(names)
                .map(name -> MetaJson.text(parent, name))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(separator));
    }
}
