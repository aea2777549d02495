package dev.switchboard.common.content;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;

/** Content of a WhatsApp message. An unknown kind is {@link Unsupported}, never an error. */
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        property = "kind",
        defaultImpl = Content.Unsupported.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = Content.Text.class, name = "text"),
    @JsonSubTypes.Type(value = Content.Media.class, name = "media"),
    @JsonSubTypes.Type(value = Content.Location.class, name = "location"),
    @JsonSubTypes.Type(value = Content.Contacts.class, name = "contacts"),
    @JsonSubTypes.Type(value = Content.Choice.class, name = "choice"),
    @JsonSubTypes.Type(value = Content.Reaction.class, name = "reaction"),
    @JsonSubTypes.Type(value = Content.Order.class, name = "order"),
    @JsonSubTypes.Type(value = Content.Edited.class, name = "edited"),
    @JsonSubTypes.Type(value = Content.Deleted.class, name = "deleted"),
    @JsonSubTypes.Type(value = Content.Notice.class, name = "notice"),
    @JsonSubTypes.Type(value = Content.Unsupported.class, name = "unsupported")
})
public sealed interface Content {

    /** Text as typed. */
    record Text(String body) implements Content {}

    /** One or more media items of one message, with their caption. */
    record Media(List<MediaRef> items, Optional<String> caption) implements Content {
        public Media {
            items = List.copyOf(items);
            if (items.isEmpty()) {
                throw new IllegalArgumentException("a media message has at least one item");
            }
        }
    }

    /** Location; latitude and longitude in degrees (WGS 84). */
    record Location(
            double latitude,
            double longitude,
            Optional<String> name,
            Optional<String> address,
            Optional<String> url)
            implements Content {

        public Location(
                double latitude,
                double longitude,
                Optional<String> name,
                Optional<String> address) {
            this(latitude, longitude, name, address, Optional.empty());
        }
    }

    /** Address-book cards. */
    record Contacts(List<ContactCard> cards) implements Content {
        public Contacts {
            cards = List.copyOf(cards);
        }
    }

    /**
     * A tap on a button, a list row or a sent form.
     *
     * @param id the business's own id of the choice
     * @param title the text that the customer saw
     * @param data the answers of a form (a flow's {@code response_json}), as JSON text
     * @param description the text below the title of a list row
     */
    record Choice(
            ChoiceKind of,
            String id,
            String title,
            Optional<String> data,
            Optional<String> description)
            implements Content {

        public Choice(ChoiceKind of, String id, String title, Optional<String> data) {
            this(of, id, title, data, Optional.empty());
        }
    }

    /** An emoji on an earlier message; no emoji means that the reaction was removed. */
    record Reaction(String providerMessageId, Optional<String> emoji) implements Content {}

    /** A shopping cart sent from a catalogue. */
    record Order(String catalogId, Optional<String> text, List<OrderItem> items)
            implements Content {
        public Order {
            items = List.copyOf(items);
        }
    }

    /** New text of an earlier message. */
    record Edited(String providerMessageId, String body) implements Content {}

    /** Deletion of an earlier message. */
    record Deleted(String providerMessageId) implements Content {}

    /**
     * Message from WhatsApp itself, such as a changed number or an opened chat; no person wrote it.
     */
    record Notice(String type, String body) implements Content {}

    /** Any other content; {@code type} is the provider's name for it. */
    record Unsupported(Optional<String> type, Optional<String> detail) implements Content {}
}
