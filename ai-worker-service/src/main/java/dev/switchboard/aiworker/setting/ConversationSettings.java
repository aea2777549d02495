package dev.switchboard.aiworker.setting;

import dev.switchboard.aiworker.history.HistoryLimits;
import dev.switchboard.aiworker.model.ModelChain;
import dev.switchboard.common.identity.BusinessNumber;
import dev.switchboard.transcript.setting.CustomTextIndex;
import dev.switchboard.transcript.setting.Persona;
import dev.switchboard.transcript.setting.PersonaRules;
import dev.switchboard.transcript.setting.PersonaRules.Unlisted;
import java.util.List;
import java.util.Optional;

/**
 * Settings of one conversation at one version. A turn keeps those that it began with.
 *
 * @param version of all settings
 * @param businessKeys keys of the business number in settings
 * @param persona empty where the environment's is in force
 * @param unlisted treatment of the customer, where the persona does not answer them
 * @param models those that answer, in the order in which they are asked
 * @param maxMessages limit of messages before the turn that the model is shown
 * @param maxTokens limit of tokens in them
 */
public record ConversationSettings(
        long version,
        BusinessNumber business,
        List<String> businessKeys,
        Optional<Persona> persona,
        Optional<Unlisted> unlisted,
        ModelChain models,
        int maxMessages,
        int maxTokens,
        CustomTextIndex texts) {
    private static final String UNKNOWN_LANGUAGE = "";

    /** Rules of the persona; the default ones where the environment's is in force. */
    public PersonaRules rules() {
        return persona.map(each -> each.values().rules()).orElse(PersonaRules.DEFAULT);
    }

    public HistoryLimits historyLimits() {
        return new HistoryLimits(maxMessages, maxTokens);
    }

    /** An administrator's text in place of the standard text of this name. */
    public Optional<String> text(String name) {
        return texts.find(name, businessKeys, language());
    }

    /** A customer's own language is not known. */
    private String language() {
        return persona.flatMap(each -> each.values().language()).orElse(UNKNOWN_LANGUAGE);
    }
}
