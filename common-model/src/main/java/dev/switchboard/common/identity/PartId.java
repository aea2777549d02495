package dev.switchboard.common.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Id of a part of a reply, numbered from 1; written {@code <reply>.<number>} in callbacks. */
public record PartId(ReplyId reply, int number) {

    public PartId {
        if (number < 1) {
            throw new IllegalArgumentException("a part's number starts at 1: " + number);
        }
    }

    /**
     * @throws IllegalArgumentException when {@code text} is not what {@link #toString()} writes
     */
    @JsonCreator
    public static PartId of(String text) {
        var dot = text.lastIndexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("not a part id: " + text);
        }
        return new PartId(
                ReplyId.of(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
    }

    @Override
    @JsonValue
    public String toString() {
        return reply + "." + number;
    }
}
