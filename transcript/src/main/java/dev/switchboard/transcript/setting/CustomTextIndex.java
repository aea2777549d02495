package dev.switchboard.transcript.setting;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.switchboard.transcript.setting.CustomText.Key;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Texts of administrators by their keys. */
public final class CustomTextIndex {
    private static final String EVERY = "";

    private final Map<Key, String> texts;

    public CustomTextIndex(List<CustomText> texts) {
        this.texts = texts.stream().collect(toUnmodifiableMap(CustomText::key, CustomText::text));
    }

    /**
     * Returns the text in force. That of the business number goes before that of every number; of
     * those, that of the language before that of its main language ({@code pt} of {@code pt-BR})
     * before that of every language.
     *
     * @param business keys of the business number
     * @param language a tag; empty if the language is not known
     */
    public Optional<String> find(String name, List<String> business, String language) {
        var main = language.replaceFirst("-.*", "");
        return Stream.concat(business.stream(), Stream.of(EVERY))
                .flatMap(number ->
                        Stream.of(language, main, EVERY).map(tag -> new Key(name, number, tag)))
                .flatMap(key -> Stream.ofNullable(texts.get(key)))
                .findFirst();
    }
}
