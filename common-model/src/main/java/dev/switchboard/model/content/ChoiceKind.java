package dev.switchboard.model.content;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** What the customer tapped; a kind of a newer version is read as a button. */
public enum ChoiceKind {
    @JsonEnumDefaultValue
    BUTTON,
    LIST_ROW,
    TEMPLATE_BUTTON,
    FORM
}
