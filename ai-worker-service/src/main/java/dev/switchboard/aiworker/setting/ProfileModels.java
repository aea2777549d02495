package dev.switchboard.aiworker.setting;

import dev.switchboard.aiworker.model.GuardedModel;
import dev.switchboard.aiworker.model.ModelGates;
import dev.switchboard.aiworker.model.ModelGates.Profile;
import dev.switchboard.aiworker.model.ModelGates.Source;
import dev.switchboard.aiworker.model.ModelGates.Unusable;
import dev.switchboard.aiworker.model.ModelGates.Usable;
import dev.switchboard.aiworker.model.ModelProfile;
import dev.switchboard.aiworker.model.ModelProvider;
import dev.switchboard.transcript.setting.AiProfile;
import dev.switchboard.transcript.setting.KeySealer;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Models of AI profiles, with their keys opened. */
@ApplicationScoped
class ProfileModels {
    private final ModelGates gates;
    private final KeySealer keys;

    ProfileModels(ModelGates gates, KeySealer keys) {
        this.gates = gates;
        this.keys = keys;
    }

    /** The model that the environment sets. */
    GuardedModel builtIn() {
        return gates.builtIn();
    }

    /** Puts these profiles in force, and no others; returns the model of each. */
    Map<UUID, GuardedModel> replace(List<AiProfile> profiles) {
        return gates.replace(profiles.stream().map(this::profile).toList());
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
