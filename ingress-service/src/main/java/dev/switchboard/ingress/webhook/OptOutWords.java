package dev.switchboard.ingress.webhook;

import dev.switchboard.model.content.Content;
import dev.switchboard.model.event.OptOut;
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
 * Recognises customers who opt out or in by a word of their own. The whole message must be the
 * word: "stop" within a sentence means something else, and "stop?" asks.
 */
@ApplicationScoped
public class OptOutWords {
    /** No word is longer; longer messages need not be looked at. */
    private static final int MAX_LENGTH = 60;

    private static final Pattern ACCENTS = Pattern.compile("\\p{InCombiningDiacriticalMarks}+");
    private static final Pattern AROUND = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$");
    private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Z}\\p{Cf}-]+");

    private static final Pattern QUESTION = Pattern.compile("[?\\u00BF\\u061F\\uFF1F]");

    private final Set<String> stop;
    private final Set<String> start;

    @Inject
    OptOutWords(OptOutSettings settings) {
        this(settings.stopWords().orElse(List.of()), settings.startWords().orElse(List.of()));
    }

    OptOutWords(List<String> stop, List<String> start) {
        this.stop = plain(stop);
        this.start = plain(start);
    }

    private static Set<String> plain(List<String> words) {
        return words.stream()
                .map(OptOutWords::plain)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * What the customer wrote, or changed it to, or the button that was tapped, if that is one of
     * the words.
     */
    Optional<OptOut> in(Content content) {
        return switch (content) {
            case Content.Text(var body) -> of(body);
            case Content.Edited(_, var body) -> of(body);
            case Content.Choice choice -> of(choice.title());
            default -> Optional.empty();
        };
    }

    private Optional<OptOut> of(String said) {
        if (said.length() > MAX_LENGTH || QUESTION.matcher(said).find()) {
            return Optional.empty();
        }
        var word = plain(said);
        if (stop.contains(word)) {
            return Optional.of(new OptOut(OptOut.Word.STOP, false));
        }
        return start.contains(word)
                ? Optional.of(new OptOut(OptOut.Word.START, false))
                : Optional.empty();
    }

    private static String plain(String written) {
        var small = Normalizer.normalize(written, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        var bare = AROUND.matcher(ACCENTS.matcher(small).replaceAll("")).replaceAll("");
        return BETWEEN.matcher(bare).replaceAll(" ");
    }
}
