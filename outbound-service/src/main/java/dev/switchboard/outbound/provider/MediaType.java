package dev.switchboard.outbound.provider;

import java.util.Locale;

/** The kinds of media WhatsApp shows each in its own way, told by the ending of a URL. */
public enum MediaType {
    IMAGE,
    VIDEO,
    AUDIO,
    DOCUMENT;

    /** The longest caption, by Meta's documentation. */
    public static final int LONGEST_CAPTION = 1024;

    /** An image where the URL does not tell. */
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
