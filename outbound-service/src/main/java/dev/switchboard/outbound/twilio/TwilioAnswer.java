package dev.switchboard.outbound.twilio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.twilio.rest.api.v2010.account.Message;
import dev.switchboard.model.wire.Json;
import dev.switchboard.outbound.provider.Exchange;
import dev.switchboard.outbound.provider.SendFailure;
import dev.switchboard.outbound.provider.SendResult;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what became of a request to Twilio. */
final class TwilioAnswer {

    /** Twilio's error body; newer fields beside these two tell no more. */
    private record Problem(@Nullable String code, @Nullable String message) {}

    private TwilioAnswer() {}

    static SendResult accepted(Message message) {
        var sid = message.getSid();
        return sid == null
                ? new SendResult.Unknown("Twilio's answer names no message")
                : new SendResult.Accepted(sid);
    }

    /**
     * What follows when the SDK gave up. Twilio may have taken a message whose request it answered
     * with a 5xx, and there is no key by which it would know a repeat.
     */
    static SendResult refused(Exchange exchange) {
        return switch (exchange) {
            case Exchange.NotSent(var why) -> new SendResult.Refused(SendFailure.notSent(why));
            case Exchange.Lost(var why) -> new SendResult.Unknown(why);
            case Exchange.Answered answer when answer.status() >= 400 && answer.status() < 500 ->
                    new SendResult.Refused(failure(answer));
            case Exchange.Answered _ -> new SendResult.Unknown(describe(exchange));
        };
    }

    static String describe(Exchange exchange) {
        return switch (exchange) {
            case Exchange.NotSent(var why) -> why;
            case Exchange.Lost(var why) -> why;
            case Exchange.Answered(var status, _) -> "Twilio answered " + status;
        };
    }

    private static SendFailure failure(Exchange.Answered answer) {
        var problem = problem(answer.body());
        var code = problem.map(Problem::code);
        var text = problem.map(Problem::message).orElse("Twilio answered " + answer.status());
        return code.map(known -> new SendFailure(known, text, TwilioErrors.classOf(known)))
                .orElseGet(() ->
                        new SendFailure(
                                Integer.toString(answer.status()),
                                text,
                                TwilioErrors.classOfStatus(answer.status())));
    }

    private static Optional<Problem> problem(String body) {
        try {
            return Optional.ofNullable(Json.mapper().readValue(body, Problem.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
