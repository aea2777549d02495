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
 * Writes Markdown with WhatsApp's own marks. What is no mark of Markdown stays as it is written,
 * and a text that has nothing but marks of WhatsApp's stays whole. Safe for use by many threads;
 * the work grows linearly with the text.
 */
public final class WhatsAppMarks {
    /** Ten times the longest answer; one that is longer is no message for a phone. */
    static final int LONGEST = 50_000;

    /** Deeper than anybody reads. */
    private static final int DEEPEST = 20;

    /** What is left over by one reading is rarely Markdown itself. */
    private static final int MOST_READINGS = 4;

    /** Without HTML and without code by indent: in chats both are mere writing. */
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
                    .maxOpenBlockParsers(DEEPEST)
                    .maxInlineNesting(DEEPEST)
                    .build();

    private WhatsAppMarks() {}

    /**
     * The text as WhatsApp shows it. {@code *words*} are bold in WhatsApp and italic in Markdown:
     * they are read as Markdown where the text has something else that only Markdown has.
     */
    public static String of(String text) {
        if (text.length() > LONGEST) {
            return text;
        }
        var words = read(text, false).isMarkdown() ? read(text, true).words() : text;
        for (var readings = 0; readings < MOST_READINGS; readings++) {
            var again = read(words, false).words();
            if (again.equals(words)) {
                break;
            }
            words = again;
        }
        return words.length() > 4 * text.length() + 1_000 ? text : words;
    }

    private static MarkdownReading read(String text, boolean asterisksAreItalic) {
        return new MarkdownReading(text, PARSER.parse(text), asterisksAreItalic);
    }
}
