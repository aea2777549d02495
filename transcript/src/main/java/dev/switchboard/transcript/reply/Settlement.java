package dev.switchboard.transcript.reply;

import dev.switchboard.model.event.ReplyDecided;
import java.util.Optional;

/**
 * How a turn was settled for good.
 *
 * @param reply what answers it; empty where nobody answers it on purpose
 * @param failure why the reply is no answer but an apology
 */
public record Settlement(Optional<ReplyDecided> reply, Optional<String> failure) {}
