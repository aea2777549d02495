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
 * One reading of a text: copies it from its start to its end and changes on the way what Markdown's
 * tree says is a mark.
 */
final class MarkdownReading {
    private static final String FENCE = "```";
    private static final String RULE = "━━━";

    /** Names a language, and perhaps a file; anything else behind a fence is text. */
    private static final Pattern LANGUAGE =
            Pattern.compile("(?:[A-Za-z][\\w+#.-]{0,19}(?:[ {].*[={].*)?)?");

    /** Runs of underscores longer than this are lines to write on. */
    private static final int LONGEST_UNDERSCORE_RULE = 5;

    private final String source;
    private final boolean asterisksAreItalic;
    private final StyledText text = new StyledText();
    private final SourceCopy out;
    private final InlineReading inlines;
    private final TableWords tables;
    private boolean isMarkdown;

    MarkdownReading(String source, Node document, boolean asterisksAreItalic) {
        var delimiters = new Delimiters(source);
        var escapes = new Escapes(source);
        this.source = source;
        this.asterisksAreItalic = asterisksAreItalic;
        this.out = new SourceCopy(source, delimiters, escapes, text);
        this.inlines =
                new InlineReading(source, asterisksAreItalic, delimiters, escapes, text, out);
        this.tables = new TableWords(source, text, this::cell);
        children(document);
        out.between(source.length());
    }

    /** Whether there was something that only Markdown has. */
    boolean isMarkdown() {
        return isMarkdown || inlines.isMarkdown();
    }

    String words() {
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
            default -> out.asWritten(node);
        }
    }

    private void bullets(BulletList list) {
        var marker = Objects.requireNonNull(list.getMarker()).charAt(0);
        var isChanged = isChanged(list, marker);
        for (var item = list.getFirstChild(); item != null; item = item.getNext()) {
            if (isChanged) {
                var at = source.indexOf(marker, start(item));
                out.between(at);
                text.appendFixed("-");
                out.skip(at + 1);
            }
            read(item);
        }
    }

    /**
     * Asterisks are bullets of WhatsApp's, too, but beside bold words. Plus signs are bullets only
     * in a list of their own, not before amounts or drawbacks.
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
            var words = item.getFirstChild();
            if (words != null && Character.isDigit(source.charAt(start(words)))) {
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
        out.between(markOf(heading));
        out.skip(start(first));
        var start = text.length();
        inlines.children(heading);
        text.style(Style.BOLD, start);
        out.skip(end(heading));
    }

    private int markOf(Node node) {
        var at = start(node);
        while (Character.isWhitespace(source.charAt(at))) {
            at++;
        }
        return at;
    }

    /** One line with a double line below; a single one is a rule or the beginning of a list. */
    private boolean isTitle(Heading heading) {
        return heading.getSourceSpans().size() == 2
                && source.substring(start(heading), end(heading)).stripTrailing().endsWith("===");
    }

    private void rule(ThematicBreak rule) {
        var start = markOf(rule);
        out.between(start);
        var isLineToWriteOn =
                source.charAt(start) == '_' && end(rule) - start > LONGEST_UNDERSCORE_RULE;
        if (isLineToWriteOn) {
            out.between(end(rule));
        } else {
            text.appendFixed(RULE);
            out.skip(end(rule));
        }
    }

    /** Without the language, and closed where the answer was cut off. */
    private void fence(FencedCodeBlock code) {
        var info = Objects.requireNonNullElse(code.getInfo(), "");
        if (code.getLiteral().contains(FENCE) || !LANGUAGE.matcher(info).matches()) {
            out.asWritten(code);
            return;
        }
        var spans = code.getSourceSpans();
        var opening = spans.getFirst();
        var start = markOf(code);
        out.between(start);
        text.appendFixed(FENCE);
        out.skip(opening.getInputIndex() + opening.getLength());
        if (code.getClosingFenceLength() == null) {
            out.between(end(code));
            text.appendFixed("\n" + prefix(start) + FENCE);
        } else {
            out.between(source.indexOf(source.charAt(start), spans.getLast().getInputIndex()));
            text.appendFixed(FENCE);
            out.skip(end(code));
        }
    }

    /** What begins a further line of the quote or list item that this place is in. */
    private String prefix(int at) {
        return source.substring(source.lastIndexOf('\n', at - 1) + 1, at)
                .replaceAll("[^>\\s]", " ");
    }

    private void table(TableBlock table) {
        out.between(start(table));
        if (tables.tell(table)) {
            isMarkdown = true;
            out.skip(end(table));
        } else {
            out.asWritten(table);
        }
    }

    private void cell(Node cell) {
        var first = cell.getFirstChild();
        if (first != null) {
            out.goTo(start(first));
            inlines.children(cell);
        }
    }
}
