package dev.switchboard.aiworker.persona;

import dev.switchboard.aiworker.history.OperatorMark;
import dev.switchboard.chassis.setting.LiveSettings;
import dev.switchboard.model.identity.BusinessNumber;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Tells the model who it is: {@code AI_SYSTEM_PROMPT}, or {@code AI_SYSTEM_PROMPT_<digits of the
 * business's phone>} for one business number; a change holds from the next turn on.
 */
@ApplicationScoped
public class Personas {
    static final String SETTING = "AI_SYSTEM_PROMPT";
    static final String DEFAULT =
            "You answer the customers of a business on WhatsApp. Be friendly, brief and concrete,"
                    + " write in the customer's language, and say so when you do not know"
                    + " something.";

    private static final String WAY_OF_READING =
            "Words in square brackets such as [image] stand for something the customer sent that"
                    + " you cannot see. Messages that begin with "
                    + OperatorMark.MARK
                    + " were written by a human colleague; never write that mark yourself.";
    private static final String ATTENDED =
            "A human colleague attended to this customer and has handed the conversation back to"
                    + " you. Keep to what the colleague told the customer.";

    private final LiveSettings settings;

    Personas(LiveSettings settings) {
        this.settings = settings;
    }

    /**
     * @param attended whether a person has had the conversation before
     */
    public String systemPrompt(BusinessNumber business, boolean attended) {
        var persona = persona(business) + "\n\n" + WAY_OF_READING;
        return attended ? persona + "\n\n" + ATTENDED : persona;
    }

    private String persona(BusinessNumber business) {
        var digits = business.phone().replaceAll("\\D", "");
        return settings.value(SETTING + "_" + digits)
                .or(() -> settings.value(SETTING))
                .orElse(DEFAULT);
    }
}
