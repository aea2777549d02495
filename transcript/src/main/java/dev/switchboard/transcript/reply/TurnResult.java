package dev.switchboard.transcript.reply;

import dev.switchboard.common.event.ReplyDecided;
import java.util.Optional;

/**
 * Final result of a claimed turn.
 *
 * @param reply the reply to it; empty if it is deliberately left unanswered
 * @param failure the reason for which the reply is an apology
 */
public record TurnResult(Optional<ReplyDecided> reply, Optional<String> failure) {}
