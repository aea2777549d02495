package dev.switchboard.aiworker.setting;

import dev.switchboard.aiworker.history.HistoryLimits;
import dev.switchboard.aiworker.model.ModelChain;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.transcript.setting.CustomTextIndex;
import dev.switchboard.transcript.setting.Persona;
import dev.switchboard.transcript.setting.PersonaIndex;
import dev.switchboard.transcript.setting.PersonaIndex.Match;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * All settings at one version; immutable.
 *
 * @param models those of the active profiles, each with those to be asked in its place
 * @param defaultModels the models of a persona that names no active profile
 * @param historyLimits those where a persona has none
 */
record AiSettingsSnapshot(
        long version,
        PersonaIndex personas,
        CustomTextIndex texts,
        Map<UUID, ModelChain> models,
        ModelChain defaultModels,
        HistoryLimits historyLimits) {

    /**
     * @param business keys of the conversation's business number
     */
    ConversationSettings of(ConversationKey conversation, List<String> business) {
        var match = personas.match(conversation.customer().value(), business);
        var persona = match.map(Match::persona);
        var values = persona.map(Persona::values);
        return new ConversationSettings(
                version,
                conversation.business(),
                business,
                persona,
                match.flatMap(Match::unlisted),
                persona.flatMap(this::models).orElse(defaultModels),
                values.map(it -> it.contextMessages().orElse(historyLimits.maxMessages()))
                        .orElse(historyLimits.maxMessages()),
                values.map(it -> it.rules().contextTokens().orElse(historyLimits.maxTokens()))
                        .orElse(historyLimits.maxTokens()),
                texts);
    }

    private Optional<ModelChain> models(Persona persona) {
        return persona.values().profile().map(models::get);
    }
}
