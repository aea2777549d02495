package dev.switchboard.aiworker.persona;

import dev.switchboard.aiworker.history.OperatorMark;
import dev.switchboard.chassis.config.LiveSettings;
import dev.switchboard.common.identity.BusinessNumber;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * System prompts of the model: {@code AI_SYSTEM_PROMPT}, or {@code AI_SYSTEM_PROMPT_<digits of the
 * business's phone>} for one business number; a change applies from the next turn on.
 */
@ApplicationScoped
public class Personas {
    static final String SETTING = "AI_SYSTEM_PROMPT";

    private static final String CONVENTIONS =
            "Words in square brackets such as [image] stand for something the customer sent that"
                    + " you cannot see. Messages that begin with "
                    + OperatorMark.MARK
                    + " were written by a human colleague; never write that mark yourself.";
    private static final String AFTER_HANDBACK =
            "A human colleague attended to this customer and has handed the conversation back to"
                    + " you. Keep to what the colleague told the customer.";

    private final LiveSettings settings;

    Personas(LiveSettings settings) {
        this.settings = settings;
    }

    /**
     * @param afterHandback true where an operator has owned the conversation before
     */
    public String systemPrompt(BusinessNumber business, boolean afterHandback) {
        var persona = persona(business) + "\n\n" + CONVENTIONS;
        return afterHandback ? persona + "\n\n" + AFTER_HANDBACK : persona;
    }

    private String persona(BusinessNumber business) {
        var digits = business.phone().replaceAll("\\D", "");
        return settings.value(SETTING + "_" + digits)
                .or(() -> settings.value(SETTING))
                .orElse(PersonaSettings.DEFAULT);
    }
}
