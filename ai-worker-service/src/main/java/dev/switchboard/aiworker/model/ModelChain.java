package dev.switchboard.aiworker.model;

import static java.util.stream.Collectors.joining;

import dev.switchboard.languagemodel.FailureCode.FallOver;
import dev.switchboard.languagemodel.FailureCode.Retries;
import dev.switchboard.languagemodel.ModelResult;
import dev.switchboard.languagemodel.ModelResult.CircuitOpen;
import dev.switchboard.languagemodel.ModelResult.Failure;
import dev.switchboard.languagemodel.Prompt;
import dev.switchboard.languagemodel.ProviderAccount;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/**
 * Models of profiles in the order in which they are asked: each at once when the one before it has
 * failed, as far as the failure's {@link FallOver} goes. Profiles of one account count as one where
 * that is what failed. Immutable; safe for use by many threads.
 */
public final class ModelChain {
    private static final Logger LOG = Logger.getLogger(ModelChain.class);

    private final List<GuardedModel> models;
    private final MeterRegistry meters;

    /**
     * @param models the first to be asked first
     */
    ModelChain(List<GuardedModel> models, MeterRegistry meters) {
        if (models.isEmpty()) {
            throw new IllegalArgumentException("a chain has a model");
        }
        this.models = List.copyOf(models);
        this.meters = meters;
    }

    /**
     * Call of one profile's model, which may be refused by a failure that falls over. It is {@link
     * GuardedModel#call} where nothing is to be asked before it and done after it.
     */
    @FunctionalInterface
    public interface ProfileCall {
        ModelResult call(GuardedModel model, Prompt prompt) throws InterruptedException;
    }

    /** Result of a call, with the model that it is of. */
    public record Called(GuardedModel model, ModelResult result) {}

    List<GuardedModel> models() {
        return models;
    }

    /** Names of the profiles, the first to be asked first. */
    public List<String> profiles() {
        return models.stream().map(GuardedModel::profile).toList();
    }

    /** Spellings of {@code AI_PROVIDER} of the profiles, in the same order. */
    public List<String> providers() {
        return models.stream().map(GuardedModel::provider).toList();
    }

    /** Time until one of the models may be called; zero where one may now. */
    public Duration circuitDelay() {
        return models.stream()
                .map(GuardedModel::circuitDelay)
                .min(Duration::compareTo)
                .orElseThrow();
    }

    /**
     * Calls the models one after the other until one of them has answered, or has failed so that no
     * other may answer in its place.
     *
     * @return the answer; or the failure that ended it; or, when all have failed, one that sums
     *     their failures up, and may be retried if one of them may be
     * @throws InterruptedException when the call was cancelled; no further model is called then
     */
    public Called call(Prompt prompt, ProfileCall call) throws InterruptedException {
        var failed = new ArrayList<Called>();
        var failedAccounts = new HashSet<ProviderAccount>();
        for (var model : models) {
            if (failedAccounts.contains(model.account())) {
                continue;
            }
            if (!failed.isEmpty()) {
                fallOver(prompt, failed.getLast(), model);
            }
            var called = new Called(model, call.call(model, prompt));
            var fallOver = fallOver(called.result);
            if (fallOver == FallOver.NONE) {
                return called;
            }
            failed.add(called);
            if (fallOver == FallOver.TO_ANOTHER_ACCOUNT) {
                failedAccounts.add(model.account());
            }
        }
        return failed.size() == 1 ? failed.getFirst() : summary(failed);
    }

    private static FallOver fallOver(ModelResult result) {
        return switch (result) {
            case ModelResult.Answer _ -> FallOver.NONE;
            case Failure failure -> failure.code().fallOver();
            case CircuitOpen _ -> FallOver.TO_ANOTHER_ACCOUNT;
        };
    }

    private void fallOver(Prompt prompt, Called failed, GuardedModel next) {
        var cause = cause(failed.result);
        meters.counter(
                        "switchboard.model.fall.overs",
                        "profile",
                        failed.model.profile(),
                        "cause",
                        cause.toLowerCase(Locale.ROOT))
                .increment();
        LOG.logf(
                failed.result instanceof CircuitOpen ? Level.INFO : Level.WARN,
                "Model unavailable, asking the next profile conversation=%s profile=%s provider=%s"
                        + " code=%s detail=%s next=%s",
                prompt.conversation().map(Object::toString).orElse("none"),
                failed.model.profile(),
                failed.model.provider(),
                cause,
                detail(failed.result),
                next.profile());
    }

    private static Called summary(List<Called> failed) {
        return failed.stream()
                .filter(ModelChain::isRetryable)
                .findFirst()
                .map(first -> summary(first, failed))
                .or(() -> circuitOpen(failed))
                .orElseGet(() -> summary(failed.getFirst(), failed));
    }

    private static boolean isRetryable(Called called) {
        return called.result instanceof Failure failure
                && failure.code().retries() == Retries.UNTIL_TIMEOUT;
    }

    /** The first one's failure, with the details of all. */
    private static Called summary(Called first, List<Called> failed) {
        var details =
                failed.stream()
                        .map(each ->
                                "%s %s: %s"
                                        .formatted(
                                                each.model.profile(),
                                                cause(each.result),
                                                detail(each.result)))
                        .collect(joining("; "));
        var code = ((Failure) first.result).code();
        var retryAfter = earliestCall(failed).filter(Duration::isPositive);
        return new Called(first.model, new Failure(code, details, retryAfter));
    }

    /** Some circuit is open, and no other failure may be retried. */
    private static Optional<Called> circuitOpen(List<Called> failed) {
        return failed.stream()
                .filter(called -> called.result instanceof CircuitOpen)
                .findFirst()
                .map(first ->
                        new Called(
                                first.model, new CircuitOpen(earliestCall(failed).orElseThrow())));
    }

    /** Time until the first of the models that may be called again. */
    private static Optional<Duration> earliestCall(List<Called> failed) {
        return failed.stream().flatMap(ModelChain::delay).min(Duration::compareTo);
    }

    private static Stream<Duration> delay(Called called) {
        return switch (called.result) {
            case CircuitOpen(var delay) -> Stream.of(delay);
            case Failure failure when isRetryable(called) ->
                    Stream.of(failure.retryAfter().orElse(Duration.ZERO));
            case ModelResult _ -> Stream.empty();
        };
    }

    private static String cause(ModelResult result) {
        return result instanceof Failure failure ? failure.code().name() : "CIRCUIT_OPEN";
    }

    private static String detail(ModelResult result) {
        return result instanceof Failure failure ? failure.detail() : "not called";
    }
}
