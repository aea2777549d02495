package dev.switchboard.aiworker.markdown;

/** WhatsApp's marks for text, the outermost first. */
enum Style {
    BOLD('*'),
    ITALIC('_'),
    STRUCK('~');

    private final char mark;

    Style(char mark) {
        this.mark = mark;
    }

    char mark() {
        return mark;
    }
}
