package dev.switchboard.simulator.phone;

/** Kind of media that a customer can attach, with its sample file. */
public enum SampleMedia {
    IMAGE("image/jpeg", "image.jpg"),
    AUDIO("audio/ogg", "voice.ogg"),
    VOICE("audio/ogg; codecs=opus", "voice.ogg"),
    VIDEO("video/mp4", "video.mp4"),
    DOCUMENT("application/pdf", "document.pdf"),
    STICKER("image/webp", "sticker.webp");

    private final String contentType;
    private final String sample;

    SampleMedia(String contentType, String sample) {
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
