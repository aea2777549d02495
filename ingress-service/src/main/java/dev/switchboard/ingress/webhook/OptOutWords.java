package dev.switchboard.ingress.webhook;

import dev.switchboard.common.content.Content;
import dev.switchboard.common.event.OptOut;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Recognises customers who opt out or in by a word of theirs. The whole message must be the word:
 * "stop" within a sentence means something else, and "stop?" is a question.
 */
@ApplicationScoped
public class OptOutWords {
    /** Longer than any word; longer messages are not checked. */
    private static final int MAX_LENGTH = 60;

    private static final Pattern ACCENTS = Pattern.compile("\\p{InCombiningDiacriticalMarks}+");
    private static final Pattern OUTER_PUNCTUATION =
            Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$");
    private static final Pattern WORD_SEPARATORS = Pattern.compile("[\\s\\p{Z}\\p{Cf}-]+");

    private static final Pattern QUESTION = Pattern.compile("[?\\u00BF\\u061F\\uFF1F]");

    private final Set<String> stop;
    private final Set<String> start;

    @Inject
    OptOutWords(OptOutSettings settings) {
        this(settings.stopWords().orElse(List.of()), settings.startWords().orElse(List.of()));
    }

    OptOutWords(List<String> stop, List<String> start) {
        this.stop = normalized(stop);
        this.start = normalized(start);
    }

    private static Set<String> normalized(List<String> words) {
        return words.stream()
                .map(OptOutWords::normalized)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Opt-out or opt-in expressed by the content: a text, an edited text or a tapped button that is
     * one of the words.
     */
    Optional<OptOut> in(Content content) {
        return switch (content) {
            case Content.Text(var body) -> of(body);
            case Content.Edited(_, var body) -> of(body);
            case Content.Choice choice -> of(choice.title());
            default -> Optional.empty();
        };
    }

    private Optional<OptOut> of(String text) {
        if (text.length() > MAX_LENGTH || QUESTION.matcher(text).find()) {
            return Optional.empty();
        }
        var word = normalized(text);
        if (stop.contains(word)) {
            return Optional.of(new OptOut(OptOut.Word.STOP, false));
        }
        return start.contains(word)
                ? Optional.of(new OptOut(OptOut.Word.START, false))
                : Optional.empty();
    }

    private static String normalized(String text) {
        var lowerCase = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        var unaccented = ACCENTS.matcher(lowerCase).replaceAll("");
        var trimmed = OUTER_PUNCTUATION.matcher(unaccented).replaceAll("");
        return WORD_SEPARATORS.matcher(trimmed).replaceAll(" ");
    }
}
