package dev.switchboard.aiworker.persona;

import static java.util.stream.Collectors.joining;

import dev.switchboard.aiworker.history.OperatorMark;
import dev.switchboard.aiworker.setting.ConversationSettings;
import dev.switchboard.chassis.config.LiveSettings;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.transcript.setting.Persona;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * System prompts of the model: those of the persona that an administrator has set; otherwise {@code
 * AI_SYSTEM_PROMPT}, or {@code AI_SYSTEM_PROMPT_<digits of the business's phone>} for one business
 * number. A change applies from the next turn on.
 */
@ApplicationScoped
public class Personas {
    static final String SETTING = "AI_SYSTEM_PROMPT";

    private static final String BREAK = "\n\n";

    private static final String IN_THE_CUSTOMERS_LANGUAGE = "Write in the customer's language.";
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
    public String systemPrompt(ConversationSettings conversation, boolean afterHandback) {
        var persona =
                conversation
                        .persona()
                        .map(Personas::text)
                        .orElseGet(() -> builtIn(conversation.business()));
        var system = persona + BREAK + CONVENTIONS;
        return afterHandback ? system + BREAK + AFTER_HANDBACK : system;
    }

    private static String text(Persona persona) {
        var values = persona.values();
        var language =
                values.language().map(Personas::languageRule).orElse(IN_THE_CUSTOMERS_LANGUAGE);
        return Stream.of(values.persona(), values.prompt(), language)
                .filter(text -> !text.isBlank())
                .collect(joining(BREAK));
    }

    private static String languageRule(String tag) {
        return "Write in %s (%s), whatever language the customer writes in."
                .formatted(Locale.forLanguageTag(tag).getDisplayName(Locale.ENGLISH), tag);
    }

    private String builtIn(BusinessNumber business) {
        var digits = business.phone().replaceAll("\\D", "");
        return settings.value(SETTING + "_" + digits)
                .or(() -> settings.value(SETTING))
                .orElse(PersonaSettings.DEFAULT);
    }
}
