package dev.switchboard.operator.setting;

import dev.switchboard.chassis.resilience.LoggableFailure;
import dev.switchboard.languagemodel.FailureCode;
import dev.switchboard.languagemodel.ModelProfile;
import dev.switchboard.languagemodel.ModelProvider;
import dev.switchboard.languagemodel.ModelResult;
import dev.switchboard.languagemodel.Prompt;
import dev.switchboard.languagemodel.ReplyModel;
import dev.switchboard.languagemodel.SessionTokens;
import dev.switchboard.operator.api.RefusedRequest;
import dev.switchboard.transcript.setting.AiProfile;
import dev.switchboard.transcript.setting.KeySealer;
import dev.switchboard.transcript.setting.ProfileCheckStore;
import dev.switchboard.transcript.setting.ProfileCheckStore.Finding;
import dev.switchboard.transcript.spend.PriceList;
import dev.switchboard.transcript.spend.PriceSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Asks the models of AI profiles for one token, with the code that asks them for answers. */
@ApplicationScoped
class ProfileChecks {
    private static final Logger LOG = Logger.getLogger(ProfileChecks.class);

    /** A person waits for the answer. */
    private static final Duration MAX_TIMEOUT = Duration.ofSeconds(20);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final Prompt PROMPT =
            new Prompt(
                    "Answer with one word.",
                    List.of(new Prompt.Entry(Prompt.Side.CUSTOMER, "Hello")));

    private final AiProfiles profiles;
    private final KeySealer keys;
    private final ProfileCheckStore checks;
    private final PriceList prices;

    ProfileChecks(
            AiProfiles profiles, KeySealer keys, ProfileCheckStore checks, PriceSettings prices) {
        this.profiles = profiles;
        this.keys = keys;
        this.checks = checks;
        this.prices = PriceList.of(prices);
    }

    /** Result of one request, with the model's name where it is known. */
    private record Asked(ModelResult result, Optional<String> model) {}

    /** Checks a profile, active or not, and keeps who did. */
    ProfileCheckView check(UUID id, String by) {
        var profile = profiles.one(id);
        var started = System.nanoTime();
        var asked = ask(profile);
        var millis = Duration.ofNanos(System.nanoTime() - started).toMillis();
        var code = code(asked.result);
        var status = code.map(ProfileChecks::status).orElse("ok");
        if (status.equals("ok") && !hasPrice(profile, asked)) {
            status = "no-price";
        }
        checks.record(profile, by, new Finding(status, code.map(FailureCode::name), millis));
        return new ProfileCheckView(status, code.map(FailureCode::name), millis, asked.model);
    }

    private boolean hasPrice(AiProfile profile, Asked asked) {
        var values = profile.values();
        return values.prices().isPresent()
                || asked.model.flatMap(name -> prices.find(values.provider(), name)).isPresent();
    }

    private Asked ask(AiProfile profile) {
        var values = values(profile);
        if (values.isEmpty() || values.get().provider().complaint(values.get()).isPresent()) {
            return new Asked(
                    ModelResult.Failure.of(FailureCode.CONFIGURATION, "not usable"),
                    profile.values().model());
        }
        try {
            var model = values.get().provider().create(values.get(), SessionTokens.NONE);
            return new Asked(reply(model), Optional.of(model.name()));
        } catch (RuntimeException e) {
            LOG.warnf(
                    "AI profile's client fails on its values profile=%s cause=%s",
                    profile.values().name(), LoggableFailure.summary(e));
            return new Asked(
                    ModelResult.Failure.of(FailureCode.CONFIGURATION, "its client fails"),
                    profile.values().model());
        }
    }

    private static ModelResult reply(ReplyModel model) {
        try {
            return model.reply(PROMPT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RefusedRequest.notNow("the service is stopping", RETRY_AFTER);
        }
    }

    /** Empty where the provider is not known here, or the key does not open. */
    private Optional<ModelProfile> values(AiProfile profile) {
        var values = profile.values();
        var key = profile.key().flatMap(sealed -> keys.open(profile.id(), sealed));
        if (profile.key().isPresent() && key.isEmpty()) {
            return Optional.empty();
        }
        return ModelProvider.named(values.provider())
                .map(provider ->
                        new ModelProfile(
                                provider,
                                values.model(),
                                values.baseUrl().map(URI::create),
                                key,
                                maxTokens(provider, values),
                                values.temperature(),
                                values.thinkingBudget(),
                                shorter(values.timeout())));
    }

    /** One token, and the thoughts that Anthropic counts as part of the answer. */
    private static int maxTokens(ModelProvider provider, AiProfile.Values values) {
        var thoughts = Math.max(0, values.thinkingBudget().orElse(0));
        return provider == ModelProvider.ANTHROPIC ? thoughts + 1 : 1;
    }

    private static Duration shorter(Duration timeout) {
        return timeout.compareTo(MAX_TIMEOUT) < 0 ? timeout : MAX_TIMEOUT;
    }

    private static Optional<FailureCode> code(ModelResult result) {
        return result instanceof ModelResult.Failure failure
                ? Optional.of(failure.code())
                : Optional.empty();
    }

    /** A token may be no text yet, and even a refused subject was read. */
    private static String status(FailureCode code) {
        return switch (code) {
            case EMPTY, BLOCKED -> "ok";
            case RATE_LIMITED, ACCOUNT_REFUSED, CONFIGURATION, SPEND_CEILING -> "refused";
            case OVERLOADED, UNREACHABLE, UNREADABLE, TIMEOUT, INTERNAL -> "unreachable";
        };
    }
}
