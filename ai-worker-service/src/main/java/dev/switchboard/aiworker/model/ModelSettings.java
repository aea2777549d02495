package dev.switchboard.aiworker.model;

import dev.switchboard.languagemodel.ModelProvider;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of the model, its limits and its retry policy. */
@ConfigMapping(prefix = "switchboard.ai")
public interface ModelSettings {

    /**
     * The model's provider: {@code gemini}, {@code openai}, {@code anthropic}, {@code perplexity},
     * {@code ollama}, {@code askyourdatabase}, or {@code custom} for any server whose API is like
     * OpenAI's.
     */
    @WithDefault("gemini")
    ModelProvider provider();

    /**
     * The model. By default {@code gemini-2.5-flash}, {@code gpt-4o-mini}, {@code
     * claude-haiku-4-5}, {@code sonar} or {@code llama3.2}, by provider; {@code custom} has no
     * default.
     */
    @WithName("model")
    Optional<String> name();

    /** Key of the provider's API; {@code ollama} and {@code custom} may do without. */
    Optional<String> apiKey();

    /**
     * The base URL as the provider's client defines it: for Gemini it ends in /v1beta, for OpenAI,
     * Anthropic and most servers like OpenAI's in /v1; Perplexity's and Ollama's have no path.
     */
    Optional<URI> baseUrl();

    /** Maximum length of an answer. */
    @WithDefault("1000")
    @Min(1)
    int maxTokens();

    /** Randomness of the answers, 0 to 2; Anthropic takes 1 at most, and gets that for more. */
    @WithDefault("0.7")
    @Min(0)
    @Max(2)
    double temperature();

    /**
     * Tokens of thought before the answer, which count against {@code AI_MAX_TOKENS}; 0 for none,
     * -1 for as many as needed. By default 0 for Gemini 2.5 Flash, else the model's own. Anthropic
     * takes 0, or 1024 and more; Ollama only whether there are thoughts; the others have no such
     * budget.
     */
    @Min(-1)
    OptionalInt thinkingBudget();

    /** Timeout of a single request. */
    @WithDefault("PT60S")
    @DurationMin(nanos = 1)
    Duration timeout();

    /** Maximum of requests in flight; others wait for room. */
    @WithDefault("1000")
    @Min(1)
    int maxConcurrentCalls();

    /**
     * Time for which a turn's failed requests are retried; none is begun later, and the apology
     * comes.
     */
    @WithDefault("PT15M")
    @DurationMin(nanos = 1)
    Duration answerTimeout();

    /** Time after which the customer of a turn that is retried gets a notice. */
    @WithDefault("PT20S")
    @DurationMin(nanos = 1)
    Duration delayNoticeAfter();

    /** Answers without text that a turn may get before it fails. */
    @WithDefault("3")
    @Min(1)
    int maxEmptyAnswers();

    /** Backoff before the second request; it doubles with each further one. */
    @WithDefault("PT1S")
    @DurationMin(nanos = 1)
    Duration retryInitialBackoff();

    /** Maximum backoff; a provider may demand a longer one. */
    @WithDefault("PT15S")
    @DurationMin(nanos = 1)
    Duration retryMaxBackoff();

    /**
     * Maximum time for which a profile is not asked because its provider demands so ({@code
     * Retry-After}).
     */
    @WithDefault("PT1M")
    @DurationMin(nanos = 1)
    Duration maxRetryAfter();

    /** Failures in a row, of any turns, that open the circuit. */
    @WithDefault("10")
    @Min(1)
    int circuitBreakerThreshold();

    /** Time the circuit is open before one request goes through. */
    @WithDefault("PT5S")
    @DurationMin(nanos = 1)
    Duration circuitBreakerDelay();

    @AssertTrue(
            message =
                    "AI_RETRY_MAX_BACKOFF is invalid: it must be at least AI_RETRY_INITIAL_BACKOFF")
    default boolean isRetryBackoffGrowing() {
        return retryMaxBackoff().compareTo(retryInitialBackoff()) >= 0;
    }
}
