package dev.switchboard.channels.meta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.switchboard.channels.send.FailureClass;
import dev.switchboard.channels.send.HttpResult;
import dev.switchboard.channels.send.SendFailure;
import dev.switchboard.channels.send.SendResult;
import dev.switchboard.common.wire.Json;
import java.util.List;
import java.util.Optional;

/** Meta's response to a send: the accepted messages or an error. */
record MetaResponse(Optional<List<AcceptedMessage>> messages, Optional<Problem> error) {

    record AcceptedMessage(String id) {}

    /**
     * @param code decides; the texts are for people and may change
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Problem(
            Optional<Integer> code,
            Optional<Integer> errorSubcode,
            Optional<String> message,
            Optional<ErrorData> errorData) {

        Optional<FailureClass> failureClass() {
            return code.map(known -> MetaErrors.classOf(known, errorSubcode.orElse(0)));
        }
    }

    record ErrorData(Optional<String> details) {}

    static SendResult sendResult(HttpResult exchange) {
        return switch (exchange) {
            case HttpResult.NotSent(var reason) ->
                    new SendResult.Refused(SendFailure.notSent(reason));
            case HttpResult.Lost(var reason) -> new SendResult.Unknown(reason);
            case HttpResult.Answered answer when answer.isSuccess() -> accepted(answer);
            case HttpResult.Answered answer -> refused(answer);
        };
    }

    private static SendResult accepted(HttpResult.Answered answer) {
        return read(answer.body())
                .flatMap(MetaResponse::messages)
                .flatMap(messages -> messages.stream().findFirst())
                .<SendResult>map(message -> new SendResult.Accepted(message.id()))
                .orElseGet(() -> new SendResult.Unknown("Meta's answer names no message"));
    }

    private static SendResult refused(HttpResult.Answered answer) {
        var problem = read(answer.body()).flatMap(MetaResponse::error);
        var code = problem.flatMap(Problem::code);
        var outcomeUnknown =
                code.map(known -> MetaErrors.isOutcomeUnknown(known, answer.isServerError()))
                        .orElseGet(answer::isServerError);
        if (outcomeUnknown) {
            return new SendResult.Unknown(
                    answer.description("Meta") + code.map(known -> ", code " + known).orElse(""));
        }
        return new SendResult.Refused(
                new SendFailure(
                        code.map(String::valueOf).orElseGet(() -> "http-" + answer.status()),
                        problem.flatMap(MetaResponse::explanation)
                                .orElseGet(() -> answer.description("Meta")),
                        problem.flatMap(Problem::failureClass)
                                .orElseGet(() -> FailureClass.ofHttpStatus(answer.status()))));
    }

    private static Optional<String> explanation(Problem problem) {
        return problem.errorData().flatMap(ErrorData::details).or(problem::message);
    }

    private static Optional<MetaResponse> read(String body) {
        try {
            return Optional.ofNullable(Json.mapper().readValue(body, MetaResponse.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
