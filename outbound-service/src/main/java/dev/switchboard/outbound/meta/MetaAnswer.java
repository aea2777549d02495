package dev.switchboard.outbound.meta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.switchboard.model.wire.Json;
import dev.switchboard.outbound.provider.Exchange;
import dev.switchboard.outbound.provider.FailureClass;
import dev.switchboard.outbound.provider.SendFailure;
import dev.switchboard.outbound.provider.SendResult;
import java.util.List;
import java.util.Optional;

/** Meta's answer to a send: the accepted messages, or what is wrong. */
record MetaAnswer(Optional<List<AcceptedMessage>> messages, Optional<Problem> error) {

    record AcceptedMessage(String id) {}

    /**
     * @param code decides; the texts are for people and change
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Problem(
            Optional<Integer> code,
            Optional<Integer> errorSubcode,
            Optional<String> message,
            Optional<ErrorData> errorData) {

        Optional<FailureClass> failureClass() {
            return code.map(known -> MetaErrors.classOf(known, errorSubcode));
        }
    }

    record ErrorData(Optional<String> details) {}

    static SendResult toSend(Exchange exchange) {
        return switch (exchange) {
            case Exchange.NotSent(var why) -> new SendResult.Refused(SendFailure.notSent(why));
            case Exchange.Lost(var why) -> new SendResult.Unknown(why);
            case Exchange.Answered answer when answer.isSuccess() -> accepted(answer);
            case Exchange.Answered answer -> refused(answer);
        };
    }

    static String describe(Exchange exchange) {
        return switch (exchange) {
            case Exchange.NotSent(var why) -> why;
            case Exchange.Lost(var why) -> why;
            case Exchange.Answered(var status, _) -> "Meta answered " + status;
        };
    }

    private static SendResult accepted(Exchange.Answered answer) {
        return read(answer.body())
                .flatMap(MetaAnswer::messages)
                .flatMap(messages -> messages.stream().findFirst())
                .<SendResult>map(message -> new SendResult.Accepted(message.id()))
                .orElseGet(() -> new SendResult.Unknown("Meta's answer names no message"));
    }

    private static SendResult refused(Exchange.Answered answer) {
        var problem = read(answer.body()).flatMap(MetaAnswer::error);
        var code = problem.flatMap(Problem::code);
        var inDoubt =
                code.map(known -> MetaErrors.leavesInDoubt(known, answer.isServerError()))
                        .orElseGet(answer::isServerError);
        if (inDoubt) {
            return new SendResult.Unknown(
                    describe(answer) + code.map(known -> ", code " + known).orElse(""));
        }
        return new SendResult.Refused(
                new SendFailure(
                        code.map(String::valueOf).orElseGet(() -> "http-" + answer.status()),
                        problem.flatMap(MetaAnswer::explanation).orElseGet(() -> describe(answer)),
                        problem.flatMap(Problem::failureClass)
                                .orElseGet(() -> MetaErrors.classOfStatus(answer.status()))));
    }

    private static Optional<String> explanation(Problem problem) {
        return problem.errorData().flatMap(ErrorData::details).or(problem::message);
    }

    private static Optional<MetaAnswer> read(String body) {
        try {
            return Optional.ofNullable(Json.mapper().readValue(body, MetaAnswer.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
