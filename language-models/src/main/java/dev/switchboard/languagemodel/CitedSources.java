package dev.switchboard.languagemodel;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Web pages that an answer refers to by marks such as {@code [1]}. Perplexity sends their addresses
 * beside the text.
 */
final class CitedSources {
    /** A mark, which a link is not. */
    private static final Pattern MARK = Pattern.compile("\\[(\\d{1,2})](?!\\()");

    private static final int MAX_SOURCES = 20;
    private static final int MAX_URL_LENGTH = 500;

    private CitedSources() {}

    /** The text, followed by the addresses that it refers to, each with its mark. */
    static String appended(String text, JsonNode answer) {
        var urls = urls(answer);
        if (urls.isEmpty()) {
            return text;
        }
        var cited =
                MARK.matcher(text)
                        .results()
                        .map(CitedSources::number)
                        .filter(number -> number >= 1 && number <= urls.size())
                        .filter(number -> isWebPage(urls.get(number - 1)))
                        .collect(Collectors.toCollection(TreeSet::new));
        return cited.isEmpty()
                ? text
                : cited.stream()
                        .limit(MAX_SOURCES)
                        .map(number -> "[%d] <%s>".formatted(number, urls.get(number - 1)))
                        .collect(Collectors.joining("\n", text + "\n\n", ""));
    }

    private static int number(MatchResult mark) {
        return Integer.parseInt(mark.group(1));
    }

    /** A list of addresses, or in newer answers of search results. */
    private static List<String> urls(JsonNode answer) {
        var urls = new ArrayList<String>();
        answer.path("citations").forEach(url -> urls.add(url.asText("")));
        if (urls.isEmpty()) {
            answer.path("search_results")
                    .forEach(result -> urls.add(result.path("url").asText("")));
        }
        return urls;
    }

    private static boolean isWebPage(String url) {
        try {
            var parsed = new URI(url);
            return url.length() <= MAX_URL_LENGTH
                    && parsed.getHost() != null
                    && ("https".equalsIgnoreCase(parsed.getScheme())
                            || "http".equalsIgnoreCase(parsed.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
