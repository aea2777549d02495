package dev.switchboard.common.content;

import java.util.Optional;

/**
 * Reference to a media item; the bytes stay at the provider.
 *
 * @param reference a URL (Twilio) or a media id (Meta)
 * @param sha256 base64, as Meta gives it
 */
public record MediaRef(
        MediaKind kind,
        String reference,
        Optional<String> mimeType,
        Optional<String> sha256,
        Optional<String> filename) {}
