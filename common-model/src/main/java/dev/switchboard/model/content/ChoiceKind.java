package dev.switchboard.model.content;

/** What the customer tapped. */
public enum ChoiceKind {
    BUTTON,
    LIST_ROW,
    TEMPLATE_BUTTON,
    FORM
}
