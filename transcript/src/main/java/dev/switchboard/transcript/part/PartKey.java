package dev.switchboard.transcript.part;

import dev.switchboard.common.identity.PartId;
import dev.switchboard.common.identity.ReplyId;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.UUID;

/** Primary key of {@link PartEntity}: a {@link PartId} as columns. */
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
