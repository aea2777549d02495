package dev.switchboard.model.content;

/** The kinds of media WhatsApp tells apart; {@code VOICE} is audio recorded in the chat. */
public enum MediaKind {
    IMAGE,
    AUDIO,
    VOICE,
    VIDEO,
    DOCUMENT,
    STICKER
}
