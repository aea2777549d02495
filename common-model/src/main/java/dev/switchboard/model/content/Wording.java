package dev.switchboard.model.content;

import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Says any content in words: for the model's history, for the transcript and for people who search
 * it.
 */
public final class Wording {
    private Wording() {}

    /**
     * The customer's own words where there are any; otherwise a short description in square
     * brackets.
     */
    public static String of(Content content) {
        return switch (content) {
            case Content.Text(var body) -> body;
            case Content.Media media -> described(media);
            case Content.Location place -> "[location: " + described(place) + "]";
            case Content.Contacts(var cards) ->
                    "[contacts: "
                            + cards.stream()
                                    .map(ContactCard::name)
                                    .collect(Collectors.joining(", "))
                            + "]";
            case Content.Choice choice -> choice.title().isBlank() ? "[form sent]" : choice.title();
            case Content.Reaction(_, var emoji) ->
                    emoji.map(mark -> "[reaction: " + mark + "]").orElse("[reaction removed]");
            case Content.Order order ->
                    order.text().orElse("[order of " + order.items().size() + " items]");
            case Content.Edited(_, var body) -> body;
            case Content.Deleted _ -> "[message deleted]";
            case Content.Notice notice -> "[" + notice.body() + "]";
            case Content.Unsupported(var type, _) ->
                    "[unsupported: " + type.orElse("unknown") + "]";
        };
    }

    private static String described(Content.Media media) {
        var kinds =
                media.items().stream()
                        .map(item -> "[" + item.kind().name().toLowerCase(Locale.ROOT) + "]")
                        .collect(Collectors.joining(" "));
        return media.caption().map(caption -> kinds + " " + caption).orElse(kinds);
    }

    private static String described(Content.Location place) {
        var where = place.latitude() + ", " + place.longitude();
        var name = place.name().or(place::address);
        return name.map(words -> words + " (" + where + ")").orElse(where);
    }
}
