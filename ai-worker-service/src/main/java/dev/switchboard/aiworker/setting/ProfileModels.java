package dev.switchboard.aiworker.setting;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.switchboard.aiworker.model.ModelChain;
import dev.switchboard.aiworker.model.ModelGates;
import dev.switchboard.aiworker.model.ModelGates.Profile;
import dev.switchboard.aiworker.model.ModelGates.Source;
import dev.switchboard.aiworker.model.ModelGates.Unusable;
import dev.switchboard.aiworker.model.ModelGates.Usable;
import dev.switchboard.languagemodel.ModelProfile;
import dev.switchboard.languagemodel.ModelProvider;
import dev.switchboard.transcript.setting.AiProfile;
import dev.switchboard.transcript.setting.FallbackOrder;
import dev.switchboard.transcript.setting.KeySealer;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Models of AI profiles, with their keys opened. */
@ApplicationScoped
class ProfileModels {
    private final ModelGates gates;
    private final KeySealer keys;

    ProfileModels(ModelGates gates, KeySealer keys) {
        this.gates = gates;
        this.keys = keys;
    }

    /** The chain of the environment's model alone. */
    ModelChain builtIn() {
        return gates.chain(List.of());
    }

    /**
     * Puts these profiles in force, and no others.
     *
     * @return the models of each that is active, and those to be asked in its place
     */
    Map<UUID, ModelChain> replace(List<AiProfile> profiles) {
        var active = profiles.stream().filter(profile -> profile.values().active()).toList();
        var models = gates.replace(active.stream().map(this::profile).toList());
        var fallbacks = new FallbackOrder(profiles);
        return active.stream()
                .collect(
                        toUnmodifiableMap(
                                AiProfile::id,
                                profile ->
                                        gates.chain(
                                                fallbacks.from(profile.id()).stream()
                                                        .flatMap(id ->
                                                                Stream.ofNullable(models.get(id)))
                                                        .toList())));
    }

    private Profile profile(AiProfile profile) {
        var values = profile.values();
        return new Profile(
                profile.id(),
                profile.version(),
                values.name(),
                values.maxConcurrentCalls(),
                source(profile),
                values.prices());
    }

    private Source source(AiProfile profile) {
        var values = profile.values();
        var provider = ModelProvider.named(values.provider());
        if (provider.isEmpty()) {
            return new Unusable(values.provider(), "this version does not know the provider");
        }
        var key = profile.key().flatMap(sealed -> keys.open(profile.id(), sealed));
        if (profile.key().isPresent() && key.isEmpty()) {
            return new Unusable(values.provider(), "its key does not open with SECRETS_KEYSET");
        }
        return new Usable(
                new ModelProfile(
                        provider.get(),
                        values.model(),
                        values.baseUrl().map(URI::create),
                        key,
                        values.maxTokens(),
                        values.temperature(),
                        values.thinkingBudget(),
                        values.timeout()));
    }
}
