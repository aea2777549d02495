package dev.switchboard.aiworker.markdown;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Block;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * Converts Markdown to WhatsApp's own marks. Everything that is no mark of Markdown stays as it is,
 * and a text that has only marks of WhatsApp's stays unchanged. Safe for use by many threads; the
 * cost is linear in the text's length.
 */
public final class WhatsAppMarkup {
    /** Ten times an answer's maximum; a longer text stays unchanged. */
    static final int MAX_LENGTH = 50_000;

    private static final int MAX_NESTING = 20;

    /** Text that one pass leaves over is rarely Markdown again. */
    private static final int MAX_PASSES = 4;

    /** Block types without HTML and indented code, which in chats are plain text. */
    private static final Set<Class<? extends Block>> BLOCKS =
            new LinkedHashSet<>(
                    List.of(
                            BlockQuote.class,
                            FencedCodeBlock.class,
                            ThematicBreak.class,
                            Heading.class,
                            ListBlock.class));

    private static final Parser PARSER =
            Parser.builder()
                    .enabledBlockTypes(BLOCKS)
                    .extensions(
                            List.of(
                                    TablesExtension.create(),
                                    StrikethroughExtension.builder()
                                            .requireTwoTildes(true)
                                            .build()))
                    .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
                    .maxOpenBlockParsers(MAX_NESTING)
                    .maxInlineNesting(MAX_NESTING)
                    .build();

    private WhatsAppMarkup() {}

    /**
     * The text for WhatsApp. {@code *text*} is bold in WhatsApp and italic in Markdown: it is read
     * as Markdown where the text has something else that only Markdown has.
     */
    public static String of(String text) {
        if (text.length() > MAX_LENGTH) {
            return text;
        }
        var converted = convert(text, false).isMarkdown() ? convert(text, true).converted() : text;
        for (var pass = 0; pass < MAX_PASSES; pass++) {
            var again = convert(converted, false).converted();
            if (again.equals(converted)) {
                break;
            }
            converted = again;
        }
        return converted.length() > 4 * text.length() + 1_000 ? text : converted;
    }

    private static MarkdownConverter convert(String text, boolean asterisksAreItalic) {
        return new MarkdownConverter(text, PARSER.parse(text), asterisksAreItalic);
    }
}
