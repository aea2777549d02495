package dev.switchboard.common.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Converts any content to text: for the model's history, for the transcript and for its search. */
public final class ContentText {
    /** Title of every form once it is sent. */
    private static final String FORM_SENT = "Sent";

    /** Name of a form that has none of its own. */
    private static final String ANY_FORM = "flow";

    private ContentText() {}

    /**
     * Returns the customer's own text if there is any; otherwise a short description in square
     * brackets.
     */
    public static String of(Content content) {
        return switch (content) {
            case Content.Text(var body) -> body;
            case Content.Media media -> described(media);
            case Content.Location place -> "[location: " + described(place) + "]";
            case Content.Contacts(var cards) -> "[contacts: " + described(cards) + "]";
            case Content.Choice choice ->
                    choice.of() == ChoiceKind.FORM ? form(choice) : tapped(choice);
            case Content.Reaction(_, var emoji) ->
                    emoji.map(mark -> "[reaction: " + mark + "]").orElse("[reaction removed]");
            case Content.Order order -> described(order);
            case Content.Edited(_, var body) -> body;
            case Content.Deleted _ -> "[message deleted]";
            case Content.Notice(var type, var body) -> "[" + (body.isBlank() ? type : body) + "]";
            case Content.Unsupported(var type, _) ->
                    "[unsupported: " + type.orElse("unknown") + "]";
        };
    }

    private static String described(Content.Media media) {
        var kinds =
                media.items().stream()
                        .map(item -> "[" + kind(item) + "]")
                        .collect(Collectors.joining(" "));
        return media.caption().map(caption -> kinds + " " + caption).orElse(kinds);
    }

    private static String kind(MediaRef item) {
        return item.mimeType().filter(type -> type.contains("vcard")).isPresent()
                ? "contact card"
                : item.kind().name().toLowerCase(Locale.ROOT);
    }

    private static String described(Content.Location place) {
        var degrees = place.latitude() + ", " + place.longitude();
        List<String> names = new ArrayList<>();
        place.name().ifPresent(names::add);
        place.address().ifPresent(names::add);
        place.url().ifPresent(names::add);
        return names.isEmpty() ? degrees : String.join(", ", names) + " (" + degrees + ")";
    }

    private static String described(List<ContactCard> cards) {
        return cards.stream().map(ContentText::described).collect(Collectors.joining("; "));
    }

    private static String described(ContactCard card) {
        List<String> entries = new ArrayList<>();
        entries.add(card.name());
        entries.addAll(card.phones());
        entries.addAll(card.details());
        entries.removeIf(String::isBlank);
        return String.join(", ", entries);
    }

    private static String tapped(Content.Choice choice) {
        var title = choice.title().isBlank() ? choice.id() : choice.title();
        return choice.description()
                .filter(text -> !text.isBlank())
                .map(text -> title + " (" + text + ")")
                .orElse(title);
    }

    private static String form(Content.Choice form) {
        var name = form.id().equals(ANY_FORM) || form.id().isBlank() ? "" : " " + form.id();
        var answers = form.data().map(FormAnswers::text).filter(text -> !text.isBlank());
        var title = form.title().strip();
        return "[form"
                + name
                + " sent"
                + answers.map(text -> ": " + text).orElse("")
                + "]"
                + (title.isEmpty() || title.equals(FORM_SENT) ? "" : " " + title);
    }

    private static String described(Content.Order order) {
        List<String> lines =
                order.items().stream()
                        .map(ContentText::described)
                        .collect(Collectors.toCollection(ArrayList::new));
        Optional.of(order.catalogId())
                .filter(id -> !id.isBlank())
                .ifPresent(id -> lines.add("catalogue " + id));
        var text = order.text().filter(it -> !it.isBlank());
        return "[order: " + String.join("; ", lines) + "]" + text.map(it -> " " + it).orElse("");
    }

    private static String described(OrderItem item) {
        var amount = item.quantity() > 0 ? item.quantity() + " × " : "";
        var price = (item.price() + " " + item.currency()).strip();
        return amount + item.productId() + (item.price().isBlank() ? "" : " at " + price + " each");
    }
}
