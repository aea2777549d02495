package dev.switchboard.channels.twilio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.twilio.rest.api.v2010.account.Message;
import dev.switchboard.channels.send.FailureClass;
import dev.switchboard.channels.send.HttpResult;
import dev.switchboard.channels.send.SendFailure;
import dev.switchboard.channels.send.SendResult;
import dev.switchboard.common.wire.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Maps a response of Twilio to a send result. */
final class TwilioResponse {

    /** Twilio's error body; newer fields beside these two add nothing. */
    private record Problem(@Nullable String code, @Nullable String message) {}

    private TwilioResponse() {}

    static SendResult accepted(Message message) {
        var sid = message.getSid();
        return sid == null
                ? new SendResult.Unknown("Twilio's answer names no message")
                : new SendResult.Accepted(sid);
    }

    /**
     * Result after the SDK threw. Twilio may have accepted a message whose request it answered with
     * a 5xx, and it has no idempotency key by which it would know a repeat.
     */
    static SendResult refused(HttpResult exchange) {
        return switch (exchange) {
            case HttpResult.NotSent(var reason) ->
                    new SendResult.Refused(SendFailure.notSent(reason));
            case HttpResult.Lost(var reason) -> new SendResult.Unknown(reason);
            case HttpResult.Answered answer when answer.status() >= 400 && answer.status() < 500 ->
                    new SendResult.Refused(failure(answer));
            case HttpResult.Answered _ -> new SendResult.Unknown(exchange.description("Twilio"));
        };
    }

    private static SendFailure failure(HttpResult.Answered answer) {
        var problem = problem(answer.body());
        var code = problem.map(Problem::code);
        var text = problem.map(Problem::message).orElse("Twilio answered " + answer.status());
        return code.map(known -> new SendFailure(known, text, TwilioErrors.classOf(known)))
                .orElseGet(() ->
                        new SendFailure(
                                Integer.toString(answer.status()),
                                text,
                                FailureClass.ofHttpStatus(answer.status())));
    }

    private static Optional<Problem> problem(String body) {
        try {
            return Optional.ofNullable(Json.mapper().readValue(body, Problem.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
