package dev.switchboard.outbound.provider;

import java.util.Locale;
import java.util.Set;

/** The kinds of media WhatsApp shows each in its own way, told by the ending of a URL. */
public enum MediaType {
    IMAGE(Set.of("jpg", "jpeg", "png", "webp", "gif")),
    VIDEO(Set.of("mp4", "3gp", "mov")),
    AUDIO(Set.of("mp3", "ogg", "oga", "opus", "aac", "amr", "m4a", "wav")),
    DOCUMENT(Set.of("pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt", "csv", "zip"));

    /** The longest caption, by Meta's documentation. */
    public static final int LONGEST_CAPTION = 1024;

    private final Set<String> endings;

    MediaType(Set<String> endings) {
        this.endings = endings;
    }

    /** An image where the URL does not tell. */
    public static MediaType ofUrl(String url) {
        var name = fileName(url).toLowerCase(Locale.ROOT);
        var ending = name.substring(name.lastIndexOf('.') + 1);
        for (var type : values()) {
            if (type.endings.contains(ending)) {
                return type;
            }
        }
        return IMAGE;
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
