package dev.switchboard.aiworker.markdown;

import static dev.switchboard.aiworker.markdown.SourceCopy.end;
import static dev.switchboard.aiworker.markdown.SourceCopy.start;

import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.jspecify.annotations.Nullable;

/** Converts the text of a block, with the marks of Markdown in it. */
final class InlineConverter {
    /** A longer address is not repeated for each reference to it. */
    private static final int MAX_REFERENCE_LENGTH = 300;

    private final String source;
    private final boolean asterisksAreItalic;
    private final Delimiters delimiters;
    private final Escapes escapes;
    private final StyledText text;
    private final SourceCopy out;
    private boolean isMarkdown;
    private boolean isInLink;

    InlineConverter(
            String source,
            boolean asterisksAreItalic,
            Delimiters delimiters,
            Escapes escapes,
            StyledText text,
            SourceCopy out) {
        this.source = source;
        this.asterisksAreItalic = asterisksAreItalic;
        this.delimiters = delimiters;
        this.escapes = escapes;
        this.text = text;
        this.out = out;
    }

    /** True where the text has something that only Markdown has. */
    boolean isMarkdown() {
        return isMarkdown;
    }

    void children(Node parent) {
        for (var node = parent.getFirstChild(); node != null; node = node.getNext()) {
            read(node);
        }
    }

    private void read(Node node) {
        switch (node) {
            case Text _ -> text(node);
            case Code _ -> code(node);
            case Emphasis _ -> emphasis(node);
            case StrongEmphasis _ -> doubled(node, Style.BOLD);
            case Strikethrough _ -> doubled(node, Style.STRUCK);
            case Link link -> link(link, link.getDestination(), 1);
            case Image image -> link(image, image.getDestination(), 2);
            case HardLineBreak _ -> lineBreak(node);
            case HtmlInline _ -> html(node);
            case SoftLineBreak _ -> {}
            default -> out.copyVerbatim(node);
        }
    }

    private void text(Node node) {
        for (var span : node.getSourceSpans()) {
            out.copyVerbatim(span.getInputIndex());
            out.copyText(span.getInputIndex() + span.getLength());
        }
    }

    /** Reduces two backticks around code without backticks to one. */
    private void code(Node node) {
        out.copyVerbatim(start(node));
        var written = source.substring(start(node), end(node));
        var inside = written.startsWith("``") && written.length() > 4 ? written.substring(2) : "";
        var isDouble = inside.endsWith("``") && inside.indexOf('`') == inside.length() - 2;
        if (isDouble && inside.indexOf('\n') < 0) {
            text.appendFixed("`" + inside.substring(0, inside.length() - 1));
            out.skipTo(end(node));
        } else {
            out.copyVerbatim(end(node));
        }
    }

    /** Underscores mean the same in both, unless the text between them is changed. */
    private void emphasis(Node node) {
        var isChanged =
                source.charAt(start(node)) == '*'
                        || node.getSourceSpans().size() > 1
                        || hasLink(node);
        if (asterisksAreItalic && isChanged && isMark(node)) {
            styled(node, Style.ITALIC, 1);
        } else {
            plain(node, 1);
        }
    }

    private static boolean hasLink(Node node) {
        for (var child = node.getFirstChild(); child != null; child = child.getNext()) {
            if (child instanceof Link || child instanceof Image) {
                return true;
            }
        }
        return false;
    }

    private boolean isMark(Node node) {
        return !isHalf(node)
                && delimiters.isMark(
                        start(node),
                        end(node),
                        node.getFirstChild() instanceof Text,
                        node.getLastChild() instanceof Text);
    }

    /** True for half of a double mark that is none, as in {@code **5* hotel**}. */
    private boolean isHalf(Node node) {
        return isRightBehind(node.getParent(), node) || isRightBehind(node, node.getFirstChild());
    }

    private boolean isRightBehind(Node outer, @Nullable Node inner) {
        return outer instanceof Emphasis
                && inner instanceof Emphasis
                && start(inner) == start(outer) + 1
                && source.charAt(start(inner)) == source.charAt(start(outer));
    }

    private void doubled(Node node, Style style) {
        if (delimiters.isDoubleMark(start(node), end(node))) {
            isMarkdown = true;
            styled(node, style, 2);
        } else {
            plain(node, 2);
        }
    }

    private void styled(Node node, Style style, int marks) {
        out.copyVerbatim(start(node));
        out.skipTo(start(node) + marks);
        var start = text.length();
        children(node);
        out.copyText(end(node) - marks);
        text.style(style, start);
        out.skipTo(end(node));
    }

    private void plain(Node node, int marks) {
        out.copyVerbatim(start(node));
        out.copyText(start(node) + marks);
        children(node);
        out.copyText(end(node));
    }

    private void lineBreak(Node node) {
        if (!node.getSourceSpans().isEmpty()) {
            out.copyVerbatim(start(node));
            if (source.charAt(start(node)) == '\\' && escapes.isLineBreak(start(node))) {
                out.skipTo(end(node));
            }
        }
    }

    private void html(Node node) {
        out.copyVerbatim(start(node));
        out.copyText(end(node));
    }

    private void link(Node node, String destination, int opening) {
        var label = labelEnd(node, opening);
        var address = LinkText.shown(destination);
        if (source.charAt(start(node)) == '<') {
            out.copyVerbatim(start(node));
            out.skipTo(start(node) + 1);
            out.copyVerbatim(end(node) - 1);
            out.skipTo(end(node));
        } else if (isInline(label, end(node)) || isReference(label, end(node), address)) {
            isMarkdown = true;
            out.copyVerbatim(start(node));
            out.skipTo(start(node) + opening);
            var start = text.length();
            label(node, label);
            address(start, address);
            out.skipTo(end(node));
            if (LinkText.wouldExtendAddress(source, out.position())) {
                text.appendFixed(" ");
            }
        } else {
            out.copyVerbatim(start(node));
            out.copyText(end(node));
        }
    }

    private int labelEnd(Node node, int opening) {
        var end = start(node) + opening;
        for (var child = node.getFirstChild(); child != null; child = child.getNext()) {
            end = child.getSourceSpans().isEmpty() ? end : end(child);
        }
        while (end < source.length() && Character.isWhitespace(source.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Converts the label; an image in a link has its text only, and the address of the link. */
    private void label(Node node, int end) {
        var wasInLink = isInLink;
        isInLink |= node instanceof Link;
        children(node);
        isInLink = wasInLink;
        out.copyText(end);
    }

    private boolean isInline(int label, int end) {
        return source.startsWith("](", label) && label + 2 < end;
    }

    /** True for a named reference; a number in brackets stays, as does its address in the list. */
    private boolean isReference(int label, int end, String address) {
        return source.startsWith("][", label)
                && end > label + 3
                && address.length() <= MAX_REFERENCE_LENGTH;
    }

    private void address(int start, String address) {
        var label = text.from(start).strip();
        if (address.isEmpty() || isInLink) {
            return;
        }
        if (label.isEmpty() || LinkText.isSame(label, address)) {
            text.truncateTo(start);
            text.appendFixed(label.startsWith("+") ? label : address);
        } else if (LinkText.isNumber(label)) {
            text.truncateTo(start);
            text.appendFixed(text.endsInWord() ? " " : "");
            text.appendFixed("[" + label.replaceAll("\\D", "") + "] " + address);
        } else {
            text.appendFixed(LinkText.separatorAfter(label) + address);
        }
    }
}
