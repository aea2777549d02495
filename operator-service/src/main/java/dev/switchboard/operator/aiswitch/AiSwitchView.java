package dev.switchboard.operator.aiswitch;

import dev.switchboard.transcript.aicontrol.AiSwitchState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The AI's switch as the API shows it.
 *
 * @param enabled false where the AI is switched off as a whole
 * @param numbers the business numbers that were ever switched
 */
@Schema(name = "AiSwitch")
public record AiSwitchView(
        boolean enabled,
        Optional<Instant> changedAt,
        Optional<String> changedBy,
        Optional<String> reason,
        List<NumberSwitch> numbers) {

    /** Switch of one business number. */
    public record NumberSwitch(
            @Schema(examples = "+493012345678") String business,
            boolean enabled,
            Instant changedAt,
            String changedBy,
            Optional<String> reason) {}

    static AiSwitchView of(List<AiSwitchState> states) {
        var whole = states.stream().filter(state -> state.business().isEmpty()).findFirst();
        return new AiSwitchView(
                whole.map(AiSwitchState::enabled).orElse(true),
                whole.map(AiSwitchState::changedAt),
                whole.map(AiSwitchState::changedBy),
                whole.flatMap(AiSwitchState::reason),
                states.stream()
                        .flatMap(state ->
                                state.business().stream().map(number -> number(number, state)))
                        .toList());
    }

    private static NumberSwitch number(String business, AiSwitchState state) {
        return new NumberSwitch(
                business, state.enabled(), state.changedAt(), state.changedBy(), state.reason());
    }
}
