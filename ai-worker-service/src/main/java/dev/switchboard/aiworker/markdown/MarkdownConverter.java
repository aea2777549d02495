package dev.switchboard.aiworker.markdown;

import static dev.switchboard.aiworker.markdown.SourceCopy.end;
import static dev.switchboard.aiworker.markdown.SourceCopy.start;

import java.util.Objects;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.ThematicBreak;

/**
 * Converts a Markdown text in one pass: copies it from its start to its end and replaces the marks
 * that Markdown's tree has.
 */
final class MarkdownConverter {
    private static final String FENCE = "```";
    private static final String RULE = "━━━";

    /** A language, and perhaps a file; anything else after a fence is text. */
    private static final Pattern LANGUAGE =
            Pattern.compile("(?:[A-Za-z][\\w+#.-]{0,19}(?:[ {].*[={].*)?)?");

    /** Longer runs of underscores are blanks to fill in. */
    private static final int MAX_UNDERSCORE_RULE_LENGTH = 5;

    private final String source;
    private final boolean asterisksAreItalic;
    private final StyledText text = new StyledText();
    private final SourceCopy out;
    private final InlineConverter inlines;
    private final TableText tables;
    private boolean isMarkdown;

    MarkdownConverter(String source, Node document, boolean asterisksAreItalic) {
        var delimiters = new Delimiters(source);
        var escapes = new Escapes(source);
        this.source = source;
        this.asterisksAreItalic = asterisksAreItalic;
        this.out = new SourceCopy(source, delimiters, escapes, text);
        this.inlines =
                new InlineConverter(source, asterisksAreItalic, delimiters, escapes, text, out);
        this.tables = new TableText(source, text, this::cell);
        children(document);
        out.copyVerbatim(source.length());
    }

    /** True where the text has something that only Markdown has. */
    boolean isMarkdown() {
        return isMarkdown || inlines.isMarkdown();
    }

    String converted() {
        return text.marked();
    }

    private void children(Node parent) {
        for (var node = parent.getFirstChild(); node != null; node = node.getNext()) {
            read(node);
        }
    }

    private void read(Node node) {
        switch (node) {
            case Document _, BlockQuote _, OrderedList _, ListItem _ -> children(node);
            case Paragraph _ -> inlines.children(node);
            case BulletList list -> bullets(list);
            case Heading heading -> heading(heading);
            case FencedCodeBlock code -> fence(code);
            case ThematicBreak rule -> rule(rule);
            case TableBlock table -> table(table);
            default -> out.copyVerbatim(node);
        }
    }

    private void bullets(BulletList list) {
        var marker = Objects.requireNonNull(list.getMarker()).charAt(0);
        var isChanged = isChanged(list, marker);
        for (var item = list.getFirstChild(); item != null; item = item.getNext()) {
            if (isChanged) {
                var at = source.indexOf(marker, start(item));
                out.copyVerbatim(at);
                text.appendFixed("-");
                out.skipTo(at + 1);
            }
            read(item);
        }
    }

    /**
     * Asterisks are bullets of WhatsApp's, too, but are changed where asterisks also mark bold
     * text. Plus signs are bullets only in a list of their own, not before amounts or drawbacks.
     */
    private boolean isChanged(BulletList list, char marker) {
        if (list.getFirstChild() == null || list.getFirstChild().getNext() == null) {
            return false;
        }
        return marker == '+' ? !isBeside(list) && !hasAmounts(list) : asterisksAreItalic;
    }

    private static boolean isBeside(BulletList list) {
        return list.getPrevious() instanceof BulletList || list.getNext() instanceof BulletList;
    }

    private boolean hasAmounts(BulletList list) {
        for (var item = list.getFirstChild(); item != null; item = item.getNext()) {
            var first = item.getFirstChild();
            if (first != null && Character.isDigit(source.charAt(start(first)))) {
                return true;
            }
        }
        return false;
    }

    private void heading(Heading heading) {
        var first = heading.getFirstChild();
        var isUnderlined = source.charAt(markOf(heading)) != '#';
        if (first == null || (isUnderlined && !isTitle(heading))) {
            inlines.children(heading);
            return;
        }
        isMarkdown = true;
        out.copyVerbatim(markOf(heading));
        out.skipTo(start(first));
        var start = text.length();
        inlines.children(heading);
        text.style(Style.BOLD, start);
        out.skipTo(end(heading));
    }

    private int markOf(Node node) {
        var at = start(node);
        while (Character.isWhitespace(source.charAt(at))) {
            at++;
        }
        return at;
    }

    /** True for one line with a double line below; a single one is a rule or begins a list. */
    private boolean isTitle(Heading heading) {
        return heading.getSourceSpans().size() == 2
                && source.substring(start(heading), end(heading)).stripTrailing().endsWith("===");
    }

    private void rule(ThematicBreak rule) {
        var start = markOf(rule);
        out.copyVerbatim(start);
        var isBlankToFillIn =
                source.charAt(start) == '_' && end(rule) - start > MAX_UNDERSCORE_RULE_LENGTH;
        if (isBlankToFillIn) {
            out.copyVerbatim(end(rule));
        } else {
            text.appendFixed(RULE);
            out.skipTo(end(rule));
        }
    }

    /** Drops the language, and closes the block where the answer was cut off. */
    private void fence(FencedCodeBlock code) {
        var info = Objects.requireNonNullElse(code.getInfo(), "");
        if (code.getLiteral().contains(FENCE) || !LANGUAGE.matcher(info).matches()) {
            out.copyVerbatim(code);
            return;
        }
        var spans = code.getSourceSpans();
        var opening = spans.getFirst();
        var start = markOf(code);
        out.copyVerbatim(start);
        text.appendFixed(FENCE);
        out.skipTo(opening.getInputIndex() + opening.getLength());
        if (code.getClosingFenceLength() == null) {
            out.copyVerbatim(end(code));
            text.appendFixed("\n" + prefix(start) + FENCE);
        } else {
            out.copyVerbatim(source.indexOf(source.charAt(start), spans.getLast().getInputIndex()));
            text.appendFixed(FENCE);
            out.skipTo(end(code));
        }
    }

    /** Beginning of further lines of the quote or list item at this position. */
    private String prefix(int at) {
        return source.substring(source.lastIndexOf('\n', at - 1) + 1, at)
                .replaceAll("[^>\\s]", " ");
    }

    private void table(TableBlock table) {
        out.copyVerbatim(start(table));
        if (tables.append(table)) {
            isMarkdown = true;
            out.skipTo(end(table));
        } else {
            out.copyVerbatim(table);
        }
    }

    private void cell(Node cell) {
        var first = cell.getFirstChild();
        if (first != null) {
            out.moveTo(start(first));
            inlines.children(cell);
        }
    }
}
