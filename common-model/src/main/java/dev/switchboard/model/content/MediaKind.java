package dev.switchboard.model.content;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/**
 * The kinds of media WhatsApp tells apart; {@code VOICE} is audio recorded in the chat. A kind of a
 * newer version is read as a document.
 */
public enum MediaKind {
    IMAGE,
    AUDIO,
    VOICE,
    VIDEO,
    @JsonEnumDefaultValue
    DOCUMENT,
    STICKER
}
