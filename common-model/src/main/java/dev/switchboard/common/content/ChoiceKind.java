package dev.switchboard.common.content;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/**
 * Kind of element that the customer tapped; an unknown kind of a newer version is read as a button.
 */
public enum ChoiceKind {
    @JsonEnumDefaultValue
    BUTTON,
    LIST_ROW,
    TEMPLATE_BUTTON,
    FORM
}
