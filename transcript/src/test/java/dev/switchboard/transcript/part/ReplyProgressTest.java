package dev.switchboard.transcript.part;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.identity.Channel;
import dev.switchboard.common.identity.ConversationId;
import dev.switchboard.common.identity.PartId;
import dev.switchboard.common.identity.ReplyId;
import dev.switchboard.transcript.message.MessageStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReplyProgressTest {
    private static final PartFailure CLOSED = new PartFailure("63016", "window closed");

    @Test
    void replyHasTheStatusOfItsLowestPart() {
        assertThat(progress(PartState.READ, PartState.DELIVERED, PartState.READ).status())
                .isEqualTo(MessageStatus.DELIVERED);
        assertThat(progress(PartState.READ, PartState.SENT).status()).isEqualTo(MessageStatus.SENT);
        assertThat(progress(PartState.READ, PartState.READ).status()).isEqualTo(MessageStatus.READ);
    }

    @Test
    void replyWithASentPartIsNoLongerQueued() {
        assertThat(progress(PartState.SENT, PartState.PENDING).status())
                .isEqualTo(MessageStatus.SENDING);
        assertThat(progress(PartState.PENDING, PartState.PENDING).status())
                .isEqualTo(MessageStatus.QUEUED);
    }

    @Test
    void oneFailedPartMakesTheReplyFailedWithItsReason() {
        assertThat(progress(PartState.READ, PartState.FAILED, PartState.SUPPRESSED))
                .isEqualTo(new ReplyProgress(MessageStatus.FAILED, Optional.of(CLOSED)));
    }

    @Test
    void replyWithASuppressedPartIsSuppressed() {
        assertThat(progress(PartState.READ, PartState.SUPPRESSED).status())
                .isEqualTo(MessageStatus.SUPPRESSED);
    }

    @Test
    void aPartOfUnknownOutcomeIsShown() {
        assertThat(progress(PartState.READ, PartState.UNKNOWN, PartState.SENT).status())
                .isEqualTo(MessageStatus.UNKNOWN);
    }

    private static ReplyProgress progress(PartState... states) {
        var parts = new ArrayList<Part>();
        for (var state : states) {
            parts.add(part(parts.size() + 1, states.length, state));
        }
        return ReplyProgress.of(parts);
    }

    private static Part part(int number, int total, PartState state) {
        return new Part(
                new PartId(new ReplyId(new UUID(1, 1)), number),
                total,
                new ConversationId(new UUID(2, 2)),
                Channel.TWILIO,
                new PartContent("hello", List.of()),
                state,
                Optional.empty(),
                1,
                state == PartState.FAILED ? Optional.of(CLOSED) : Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
