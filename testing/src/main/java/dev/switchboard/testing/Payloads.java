package dev.switchboard.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;

/** Webhooks under {@code payloads/}, as the providers send them. */
public final class Payloads {
    private Payloads() {}

    /**
     * @param name such as {@code twilio/text.form}
     */
    public static byte[] bytes(String name) {
        var loader = requireNonNull(Thread.currentThread().getContextClassLoader());
        try (var file = loader.getResourceAsStream("payloads/" + name)) {
            if (file == null) {
                throw new IllegalArgumentException("no payload " + name);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Payload without its trailing line break. */
    public static String text(String name) {
        return new String(bytes(name), UTF_8).strip();
    }

    /** Fields of a form without repeated names. */
    public static Map<String, String> fields(String form) {
        Map<String, String> fields = new HashMap<>();
        for (var pair : form.split("&", -1)) {
            var parts = pair.split("=", 2);
            fields.put(
                    URLDecoder.decode(parts[0], UTF_8),
                    parts.length == 1 ? "" : URLDecoder.decode(parts[1], UTF_8));
        }
        return fields;
    }
}
