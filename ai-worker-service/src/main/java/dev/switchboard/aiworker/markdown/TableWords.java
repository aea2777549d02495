package dev.switchboard.aiworker.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.node.Node;

/** Tells a table in lines, since a phone is too narrow for columns. */
final class TableWords {
    private final String source;
    private final StyledText text;
    private final Consumer<Node> cells;

    /**
     * @param cells appends a cell's words
     */
    TableWords(String source, StyledText text, Consumer<Node> cells) {
        this.source = source;
        this.text = text;
        this.cells = cells;
    }

    /**
     * Appends the table in lines; false, and nothing is appended, where it has no rows or would
     * become many times as long.
     */
    boolean tell(TableBlock table) {
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
                || isTooMuch(table, rows.size())
                || !isWhole(table.getFirstChild().getFirstChild())
                || !rows.stream().allMatch(this::isWhole)) {
            return false;
        }
        var lines = new Lines(prefix(table));
        if (headings.size() < 3) {
            list(headings, rows, lines);
        } else {
            rows.forEach(row -> record(headings, row, lines));
        }
        return true;
    }

    /** The headings are said again in every row. */
    private static boolean isTooMuch(TableBlock table, int rows) {
        var headings = (long) table.getSourceSpans().getFirst().getLength();
        var written = table.getSourceSpans().stream().mapToLong(span -> span.getLength()).sum();
        return rows * headings > 4 * written + 1_000;
    }

    /**
     * Whether all of it can be told: Markdown drops cells beyond the headings, and the parser does
     * not know where the words behind an escaped bar are.
     */
    private boolean isWhole(Node row) {
        var span = row.getSourceSpans().getFirst();
        if (written(row).contains("\\|")) {
            return false;
        }
        return source.substring(readUntil(row), span.getInputIndex() + span.getLength())
                .codePoints()
                .noneMatch(Marking.IS_SAYING);
    }

    /** Where the last cell that holds anything ends. */
    private static int readUntil(Node row) {
        var until = row.getSourceSpans().getFirst().getInputIndex();
        for (var cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
            if (!cell.getSourceSpans().isEmpty()) {
                var last = cell.getSourceSpans().getLast();
                until = last.getInputIndex() + last.getLength();
            }
        }
        return until;
    }

    /** What stands right below a table counts as a row of it, and is a line of text. */
    private boolean isText(Node row) {
        return written(row).indexOf('|') < 0;
    }

    private String written(Node row) {
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

    /** What begins the table's further lines, such as the mark of a quote. */
    private String prefix(TableBlock table) {
        var second = table.getSourceSpans().get(1).getInputIndex();
        return source.substring(source.lastIndexOf('\n', second - 1) + 1, second);
    }

    /** One line a row: {@code - name: value}, under the headings. */
    private void list(List<Node> headings, List<Node> rows, Lines lines) {
        if (headings.stream().anyMatch(TableWords::hasWords)) {
            lines.next();
            bold(() -> pair(headings));
        }
        for (var row : rows) {
            var cells = cellsOf(row);
            if (cells.stream().anyMatch(TableWords::hasWords)) {
                lines.next();
                text.appendFixed(isText(row) ? "" : "- ");
                pair(cells);
            }
        }
    }

    /** A paragraph a row: {@code *heading: value*}, then a line for each further value. */
    private void record(List<Node> headings, Node line, Lines lines) {
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
            if (!hasWords(value)) {
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

    private void bold(Runnable words) {
        var start = text.length();
        words.run();
        text.style(Style.BOLD, start);
    }

    private void pair(List<Node> pair) {
        var isFirst = true;
        for (var cell : pair) {
            if (hasWords(cell)) {
                text.append(isFirst ? "" : ": ");
                cells.accept(cell);
                isFirst = false;
            }
        }
    }

    private static boolean hasWords(Node cell) {
        return cell.getFirstChild() != null;
    }

    /** Begins lines; the first one is where the table begins. */
    private final class Lines {
        private final String prefix;
        private boolean hasBegun;
        private boolean isParagraph;

        Lines(String prefix) {
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
