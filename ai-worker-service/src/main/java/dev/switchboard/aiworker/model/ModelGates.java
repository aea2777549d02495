package dev.switchboard.aiworker.model;

import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.languagemodel.ModelProfile;
import dev.switchboard.languagemodel.ProviderAccount;
import dev.switchboard.languagemodel.ReplyModel;
import dev.switchboard.transcript.spend.ModelPrice;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Guarded models of the profiles in force, one a profile and version, and of the built-in profile.
 * A model that is not in force any more answers the calls that it has, and is forgotten then.
 */
@ApplicationScoped
public class ModelGates {
    /** Name of the profile that the environment sets. */
    public static final String BUILT_IN = "env";

    private static final Logger LOG = Logger.getLogger(ModelGates.class);

    private final ModelFactory factory;
    private final GuardedModel builtIn;
    private Map<Key, GuardedModel> gates = Map.of();

    ModelGates(ModelFactory factory) {
        this.factory = factory;
        builtIn = factory.builtIn();
    }

    private record Key(UUID profile, long version) {}

    /** Values of a profile's model, or the reason for which it has none. */
    public sealed interface Source {}

    /** Values that a model can be made of. */
    public record Usable(ModelProfile values) implements Source {}

    /**
     * Profile whose calls all fail.
     *
     * @param reason for the log, without a secret
     */
    public record Unusable(String provider, String reason) implements Source {}

    /**
     * Profile at one version.
     *
     * @param name for logs and metrics
     * @param prices in place of the price list's
     */
    public record Profile(
            UUID id,
            long version,
            String name,
            int maxConcurrentCalls,
            Source source,
            Optional<ModelPrice> prices) {

        /** Profile with the price list's prices. */
        public Profile(UUID id, long version, String name, int maxConcurrentCalls, Source source) {
            this(id, version, name, maxConcurrentCalls, source, Optional.empty());
        }

        /** An unusable profile's calls have neither a length nor a timeout. */
        private ProfileTerms terms() {
            var values = source instanceof Usable(var usable) ? usable : null;
            return new ProfileTerms(
                    Optional.of(id),
                    version,
                    name,
                    values == null ? 0 : values.maxTokens(),
                    values == null ? Duration.ZERO : values.timeout(),
                    prices);
        }
    }

    /**
     * Puts these profiles in force, and no others.
     *
     * @return the model of each; those of profiles that have not changed are the same as before
     */
    public synchronized Map<UUID, GuardedModel> replace(List<Profile> profiles) {
        var kept = new HashMap<Key, GuardedModel>(gates);
        kept.keySet().retainAll(profiles.stream().map(ModelGates::key).toList());
        gates.forEach((key, gate) -> {
            if (!kept.containsKey(key)) {
                gate.retire();
            }
        });
        var models = new HashMap<UUID, GuardedModel>();
        for (var profile : profiles) {
            models.put(profile.id(), kept.computeIfAbsent(key(profile), _ -> gate(profile)));
        }
        gates = Map.copyOf(kept);
        return Map.copyOf(models);
    }

    private static Key key(Profile profile) {
        return new Key(profile.id(), profile.version());
    }

    /** These models in this order, and the built-in one last, which there always is. */
    public ModelChain chain(List<GuardedModel> models) {
        return factory.chain(Stream.concat(models.stream(), Stream.of(builtIn)).toList());
    }

    private GuardedModel gate(Profile profile) {
        return factory.guarded(
                profile.terms(), account(profile), profile.maxConcurrentCalls(), model(profile));
    }

    private static ProviderAccount account(Profile profile) {
        return profile.source() instanceof Usable(var values) && isComplete(values)
                ? values.account()
                : ProviderAccount.ofItsOwn(profile.name());
    }

    private static boolean isComplete(ModelProfile values) {
        return values.provider().complaint(values).isEmpty();
    }

    private ReplyModel model(Profile profile) {
        return switch (profile.source()) {
            case Usable(var values) -> model(profile, values);
            case Unusable unusable -> unusable(profile, unusable);
        };
    }

    /** A client of a third party may refuse values that nobody knows it refuses. */
    private ReplyModel model(Profile profile, ModelProfile values) {
        var provider = values.provider().settingName();
        if (!isComplete(values)) {
            var cause = "its provider needs another key, model, baseUrl or thinkingBudget";
            return unusable(profile, new Unusable(provider, cause));
        }
        try {
            return factory.model(values);
        } catch (RuntimeException e) {
            var cause = "its client refuses the values, " + LoggableFailure.summary(e);
            return unusable(profile, new Unusable(provider, cause));
        }
    }

    private static ReplyModel unusable(Profile profile, Unusable unusable) {
        LOG.errorf(
                "AI profile cannot be used profile=%s provider=%s cause=%s",
                profile.name(), unusable.provider(), unusable.reason());
        return new UnusableModel(unusable.provider(), unusable.reason());
    }
}
