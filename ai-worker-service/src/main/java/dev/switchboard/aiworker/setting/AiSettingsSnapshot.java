package dev.switchboard.aiworker.setting;

import dev.switchboard.aiworker.model.ModelChain;
import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.transcript.setting.BusinessKey;
import dev.switchboard.transcript.setting.CustomTextIndex;
import dev.switchboard.transcript.setting.Persona;
import dev.switchboard.transcript.setting.PersonaIndex;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * All settings at one version; immutable.
 *
 * @param models those of the active profiles, each with those to be asked in its place
 * @param defaultModels the models of a persona that names no active profile
 * @param maxMessages limit of messages before a turn, where a persona has none
 */
record AiSettingsSnapshot(
        long version,
        PersonaIndex personas,
        CustomTextIndex texts,
        Map<UUID, ModelChain> models,
        ModelChain defaultModels,
        int maxMessages) {

    ConversationSettings of(ConversationKey conversation) {
        var business = BusinessKey.allOf(conversation.business());
        var persona = personas.find(conversation.customer().value(), business);
        return new ConversationSettings(
                version,
                conversation.business(),
                business,
                persona,
                persona.flatMap(this::models).orElse(defaultModels),
                persona.map(Persona::values)
                        .map(values -> values.contextMessages().orElse(maxMessages))
                        .orElse(maxMessages),
                texts);
    }

    private Optional<ModelChain> models(Persona persona) {
        return persona.values().profile().map(models::get);
    }
}
