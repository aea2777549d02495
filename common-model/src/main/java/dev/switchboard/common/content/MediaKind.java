package dev.switchboard.common.content;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/**
 * Kinds of media that WhatsApp distinguishes; {@code VOICE} is audio recorded in the chat. An
 * unknown kind of a newer version is read as a document.
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
