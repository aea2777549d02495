package dev.switchboard.aiworker.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.aiworker.history.SessionReset;
import dev.switchboard.aiworker.setting.ConversationSettings;
import dev.switchboard.common.content.Content;
import dev.switchboard.common.event.MessageReceived;
import dev.switchboard.common.identity.MessageId;
import dev.switchboard.languagemodel.Prompt;
import dev.switchboard.transcript.message.StoredMessage;
import dev.switchboard.transcript.setting.Persona;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Question whose answer may be given to everybody who asks it in the same words: text alone, with
 * nothing before it in its session.
 *
 * @param hash of all that decides the answer: the normalized question, the system prompt, the
 *     persona and its version, the settings' version and the models that may answer
 */
public record CacheableQuestion(UUID persona, String hash, Duration lifetime) {
    static final int MAX_CHARACTERS = 500;

    /** As many may be a phone number, an order or a date of birth. */
    static final int MAX_DIGITS = 5;

    private static final Pattern WHITESPACE =
            Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    /**
     * @param session the newest messages of the session
     * @param current the messages to answer
     * @return empty where the answer is for this customer alone, or the persona has no cache
     */
    public static Optional<CacheableQuestion> of(
            ConversationSettings settings,
            List<StoredMessage> session,
            List<MessageReceived> current,
            Prompt prompt) {
        var minutes = settings.rules().cacheMinutes();
        if (minutes.isEmpty() || !isAlone(session, current) || prompt.entries().size() != 1) {
            return Optional.empty();
        }
        var lifetime = Duration.ofMinutes(minutes.getAsInt());
        return settings.persona()
                .flatMap(persona ->
                        normalized(prompt.entries().getFirst().text())
                                .map(question -> hash(settings, persona, prompt, question))
                                .map(hash -> new CacheableQuestion(persona.id(), hash, lifetime)));
    }

    private static boolean isAlone(List<StoredMessage> session, List<MessageReceived> current) {
        var ids = current.stream().map(MessageReceived::id).collect(Collectors.<MessageId>toSet());
        return session.stream().allMatch(message -> ids.contains(message.id()))
                && SessionReset.last(current).isEmpty()
                && current.stream().allMatch(CacheableQuestion::isPlainText);
    }

    private static boolean isPlainText(MessageReceived message) {
        return message.content() instanceof Content.Text
                && message.quotes().isEmpty()
                && message.context().isEmpty()
                && message.optOut().isEmpty();
    }

    /**
     * Normalizes to NFKC, lower case and single spaces, and no further: {@code ß} is not {@code
     * ss}, and Turkish {@code ı} is not {@code i}. Empty for a text with too many digits, or with a
     * number that NFKC would take for another one ({@code 5²} for {@code 52}).
     */
    static Optional<String> normalized(String text) {
        if (text.length() > MAX_CHARACTERS
                || text.codePoints().filter(Character::isDigit).count() > MAX_DIGITS
                || text.codePoints().anyMatch(CacheableQuestion::isOtherNumber)) {
            return Optional.empty();
        }
        var lower = Normalizer.normalize(text, Form.NFKC).toLowerCase(Locale.ROOT);
        var spaced = WHITESPACE.matcher(Normalizer.normalize(lower, Form.NFKC)).replaceAll(" ");
        return Optional.of(spaced.strip()).filter(question -> !question.isEmpty());
    }

    private static boolean isOtherNumber(int point) {
        return Character.getType(point) == Character.OTHER_NUMBER
                || Character.getType(point) == Character.LETTER_NUMBER;
    }

    private static String hash(
            ConversationSettings settings, Persona persona, Prompt prompt, String question) {
        var digest = sha256();
        List.of(
                        persona.id().toString(),
                        Long.toString(persona.version()),
                        Long.toString(settings.version()),
                        String.join("\n", settings.models().profiles()),
                        String.join("\n", settings.models().providers()),
                        prompt.system(),
                        question)
                .forEach(field -> {
                    digest.update((field.length() + ":").getBytes(UTF_8));
                    digest.update(field.getBytes(UTF_8));
                });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
