package dev.switchboard.common.content;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** Tag sequences that make a black flag the flag of a part of a country, such as England's. */
final class FlagTags {
    static final int BLACK_FLAG = 0x1F3F4;
    private static final int TAGS = 0xE0000;
    private static final int CANCEL = 0xE007F;

    private static final Set<String> COUNTRIES =
            Arrays.stream(Locale.getISOCountries())
                    .map(country -> country.toLowerCase(Locale.ROOT))
                    .collect(toUnmodifiableSet());

    /** Two letters for the country and up to three characters for its part. */
    private static final int MAX_NAME_LENGTH = 5;

    private FlagTags() {}

    /** Returns the index behind the tags; {@code start} if they name no part of a country. */
    static int end(int[] points, int start) {
        var name = new StringBuilder();
        var at = start;
        while (at < points.length && name.length() <= MAX_NAME_LENGTH && isTag(points[at])) {
            name.append((char) (points[at++] - TAGS));
        }
        var isClosed = at < points.length && points[at] == CANCEL;
        return isClosed && isPartOfACountry(name.toString()) ? at + 1 : start;
    }

    private static boolean isPartOfACountry(String name) {
        return name.length() > 2
                && name.length() <= MAX_NAME_LENGTH
                && COUNTRIES.contains(name.substring(0, 2));
    }

    private static boolean isTag(int point) {
        return (point >= 0xE0030 && point <= 0xE0039) || (point >= 0xE0061 && point <= 0xE007A);
    }
}
