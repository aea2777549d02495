package dev.switchboard.localstack.simulator.phone;

/** What a customer can attach, with the sample file that stands for it. */
public enum MediaKind {
    IMAGE("image/jpeg", "image.jpg"),
    AUDIO("audio/ogg", "voice.ogg"),
    VOICE("audio/ogg; codecs=opus", "voice.ogg"),
    VIDEO("video/mp4", "video.mp4"),
    DOCUMENT("application/pdf", "document.pdf"),
    STICKER("image/webp", "sticker.webp");

    private final String contentType;
    private final String sample;

    MediaKind(String contentType, String sample) {
        this.contentType = contentType;
        this.sample = sample;
    }

    String contentType() {
        return contentType;
    }

    String sample() {
        return sample;
    }
}
