package dev.switchboard.transcript.part;

import dev.switchboard.model.identity.PartId;
import dev.switchboard.model.identity.ReplyId;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.UUID;

/** The primary key of {@link PartEntity}: a {@link PartId} as columns. */
@Embeddable
public record PartKey(@Column(name = "reply_id") UUID replyId, @Column(name = "number") int number)
        implements Serializable {

    static PartKey of(PartId part) {
        return new PartKey(part.reply().value(), part.number());
    }

    PartId toPartId() {
        return new PartId(new ReplyId(replyId), number);
    }
}
