package dev.switchboard.channels.send;

import java.util.Locale;

/** Media types of WhatsApp, derived from a URL's file extension. */
public enum MediaType {
    IMAGE,
    VIDEO,
    AUDIO,
    DOCUMENT;

    /** In characters, by Meta's documentation. */
    public static final int MAX_CAPTION_LENGTH = 1024;

    /** An image if the extension is unknown. */
    public static MediaType ofUrl(String url) {
        var name = fileName(url).toLowerCase(Locale.ROOT);
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "mp4", "3gp", "mov" -> VIDEO;
            case "mp3", "ogg", "oga", "opus", "aac", "amr", "m4a", "wav" -> AUDIO;
            case "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt", "csv", "zip" ->
                    DOCUMENT;
            default -> IMAGE;
        };
    }

    /** The last segment of a URL's path, without query and fragment. */
    public static String fileName(String url) {
        var path = url.split("[?#]", 2)[0];
        return path.substring(path.lastIndexOf('/') + 1);
    }

    public boolean carriesCaption() {
        return this != AUDIO;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
