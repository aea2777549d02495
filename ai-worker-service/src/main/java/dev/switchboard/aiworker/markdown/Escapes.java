package dev.switchboard.aiworker.markdown;

/**
 * Removes the backslashes of Markdown's escapes. They stay where they are part of the text, and
 * where the character after them would become a mark without them.
 */
final class Escapes {
    private static final String MARKS = "*_~";
    private static final String OTHER_CHARACTERS = "#>-+.!()|[]";
    private static final String AT_LINE_START = "#>-+";
    private static final int MAX_WORD_LENGTH = 64;

    private final String source;
    private final boolean hasLinks;

    Escapes(String source) {
        this.source = source;
        this.hasLinks = source.contains("](");
    }

    /** Appends a range of the source without the backslashes of escapes. */
    void copy(int start, int end, StyledText into) {
        var from = start;
        for (var at = source.indexOf('\\', start); at >= 0 && at + 1 < end; ) {
            if (isEscape(at)) {
                into.append(source.substring(from, at));
                from = at + 1;
            }
            at = source.indexOf('\\', at + 2);
        }
        into.append(source.substring(from, end));
    }

    /** True where a backslash at the end of a line is Markdown's, not the end of a path. */
    boolean isLineBreak(int at) {
        return at == 0 || ":\\".indexOf(source.charAt(at - 1)) < 0;
    }

    private boolean isEscape(int at) {
        var escaped = source.charAt(at + 1);
        if (isPathOrEmoticon(at)) {
            return false;
        }
        if (MARKS.indexOf(escaped) >= 0) {
            return isInWord(at) || isAloneInLine(at + 1, escaped);
        }
        return OTHER_CHARACTERS.indexOf(escaped) >= 0 && !becomesMarkdown(at, escaped);
    }

    private boolean isPathOrEmoticon(int at) {
        if (at == 0) {
            return false;
        }
        var before = source.charAt(at - 1);
        return before == '¯' || before == ':' || isInPath(at);
    }

    private boolean isInPath(int at) {
        var start = at;
        while (start > 0
                && at - start < MAX_WORD_LENGTH
                && !Character.isWhitespace(source.charAt(start - 1))) {
            start--;
        }
        for (var each = start; each < at; each++) {
            var isRoot = each > start && source.charAt(each - 1) == ':';
            if (source.charAt(each) == '\\'
                    && (isRoot || Character.isLetterOrDigit(source.charAt(each + 1)))) {
                return true;
            }
        }
        return false;
    }

    private boolean isInWord(int at) {
        return at > 0
                && at + 2 < source.length()
                && Character.isLetterOrDigit(source.charAt(at - 1))
                && Character.isLetterOrDigit(source.charAt(at + 2));
    }

    private boolean isAloneInLine(int at, char mark) {
        var before = source.lastIndexOf(mark, at - 1);
        var after = source.indexOf(mark, at + 1);
        return (before < 0 || source.substring(before, at).indexOf('\n') >= 0)
                && (after < 0 || source.substring(at, after).indexOf('\n') >= 0);
    }

    private boolean becomesMarkdown(int at, char escaped) {
        if (AT_LINE_START.indexOf(escaped) >= 0 && isAtLineStart(at)) {
            return true;
        }
        return hasLinks && "[]()!".indexOf(escaped) >= 0;
    }

    private boolean isAtLineStart(int at) {
        var start = at;
        while (start > 0 && source.charAt(start - 1) == ' ') {
            start--;
        }
        return start == 0 || source.charAt(start - 1) == '\n';
    }
}
