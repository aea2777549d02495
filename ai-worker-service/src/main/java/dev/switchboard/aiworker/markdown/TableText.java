package dev.switchboard.aiworker.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.node.Node;

/** Converts a table to lines of text, since a phone is too narrow for columns. */
final class TableText {
    private final String source;
    private final StyledText text;
    private final Consumer<Node> cells;

    /**
     * @param cells appends a cell's text
     */
    TableText(String source, StyledText text, Consumer<Node> cells) {
        this.source = source;
        this.text = text;
        this.cells = cells;
    }

    /**
     * Appends the table as lines of text.
     *
     * @return false, with nothing appended, where it has no rows, would become many times as long,
     *     or cannot be converted as a whole
     */
    boolean append(TableBlock table) {
        var headings = new ArrayList<Node>();
        var rows = new ArrayList<Node>();
        for (var part = table.getFirstChild(); part != null; part = part.getNext()) {
            if (part instanceof TableHead) {
                headings.addAll(cellsOf(part.getFirstChild()));
            } else if (part instanceof TableBody) {
                for (var row = part.getFirstChild(); row != null; row = row.getNext()) {
                    rows.add(row);
                }
            }
        }
        if (rows.isEmpty()
                || isTooLong(table, rows.size())
                || !isConvertible(table.getFirstChild().getFirstChild())
                || !rows.stream().allMatch(this::isConvertible)) {
            return false;
        }
        var lines = new LineBreaks(prefix(table));
        if (headings.size() < 3) {
            list(headings, rows, lines);
        } else {
            rows.forEach(row -> record(headings, row, lines));
        }
        return true;
    }

    /** Accounts for the headings, which are repeated in every row. */
    private static boolean isTooLong(TableBlock table, int rows) {
        var headings = (long) table.getSourceSpans().getFirst().getLength();
        var sourceLength =
                table.getSourceSpans().stream().mapToLong(span -> span.getLength()).sum();
        return rows * headings > 4 * sourceLength + 1_000;
    }

    /**
     * False where some of the row would be lost: Markdown drops cells beyond the headings, and the
     * parser does not know the position of the text after an escaped bar.
     */
    private boolean isConvertible(Node row) {
        var span = row.getSourceSpans().getFirst();
        if (source(row).contains("\\|")) {
            return false;
        }
        return source.substring(cellsEnd(row), span.getInputIndex() + span.getLength())
                .codePoints()
                .noneMatch(MarkWriter.IS_TEXT);
    }

    /** End of the last cell that is not empty. */
    private static int cellsEnd(Node row) {
        var until = row.getSourceSpans().getFirst().getInputIndex();
        for (var cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
            if (!cell.getSourceSpans().isEmpty()) {
                var last = cell.getSourceSpans().getLast();
                until = last.getInputIndex() + last.getLength();
            }
        }
        return until;
    }

    /** True for a line of text right below the table, which the parser takes for a row. */
    private boolean isText(Node row) {
        return source(row).indexOf('|') < 0;
    }

    private String source(Node row) {
        var span = row.getSourceSpans().getFirst();
        return source.substring(span.getInputIndex(), span.getInputIndex() + span.getLength());
    }

    private static List<Node> cellsOf(Node row) {
        var cells = new ArrayList<Node>();
        for (var cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
            cells.add(cell);
        }
        return cells;
    }

    /** Beginning of the table's further lines, such as the mark of a quote. */
    private String prefix(TableBlock table) {
        var second = table.getSourceSpans().get(1).getInputIndex();
        return source.substring(source.lastIndexOf('\n', second - 1) + 1, second);
    }

    /** Appends one line a row, {@code - name: value}, under the headings. */
    private void list(List<Node> headings, List<Node> rows, LineBreaks lines) {
        if (headings.stream().anyMatch(TableText::hasText)) {
            lines.next();
            bold(() -> pair(headings));
        }
        for (var row : rows) {
            var cells = cellsOf(row);
            if (cells.stream().anyMatch(TableText::hasText)) {
                lines.next();
                text.appendFixed(isText(row) ? "" : "- ");
                pair(cells);
            }
        }
    }

    /** Appends a paragraph a row: {@code *heading: value*}, then a line for each further value. */
    private void record(List<Node> headings, Node line, LineBreaks lines) {
        var row = cellsOf(line);
        if (isText(line)) {
            lines.next();
            pair(row);
            return;
        }
        lines.paragraph();
        for (var column = 0; column < row.size(); column++) {
            var heading = headings.get(column);
            var value = row.get(column);
            if (!hasText(value)) {
                continue;
            }
            lines.next();
            if (column == 0) {
                bold(() -> pair(List.of(heading, value)));
            } else {
                text.appendFixed("- ");
                pair(List.of(heading, value));
            }
        }
    }

    private void bold(Runnable content) {
        var start = text.length();
        content.run();
        text.style(Style.BOLD, start);
    }

    private void pair(List<Node> pair) {
        var isFirst = true;
        for (var cell : pair) {
            if (hasText(cell)) {
                text.append(isFirst ? "" : ": ");
                cells.accept(cell);
                isFirst = false;
            }
        }
    }

    private static boolean hasText(Node cell) {
        return cell.getFirstChild() != null;
    }

    /** Begins lines; the first one is at the table's position. */
    private final class LineBreaks {
        private final String prefix;
        private boolean hasBegun;
        private boolean isParagraph;

        LineBreaks(String prefix) {
            this.prefix = prefix;
        }

        void paragraph() {
            isParagraph = true;
        }

        void next() {
            if (hasBegun) {
                text.appendFixed(isParagraph ? "\n" + prefix.stripTrailing() : "");
                text.appendFixed("\n" + prefix);
            }
            hasBegun = true;
            isParagraph = false;
        }
    }
}
