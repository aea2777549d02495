package dev.switchboard.system.webhook;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Generates input that no provider would send, by a seed. */
final class Garbage {
    /** A little more than the 3 MB that the ingress accepts. */
    private static final int TOO_LARGE = 3_145_728 + 1;

    private static final int LARGE = 2_000_000;

    private static final List<String> WRONG_TYPES =
            List.of(
                    "text/plain",
                    "multipart/form-data; boundary=x",
                    "application/xml",
                    "application/octet-stream",
                    "application/jsonp",
                    "*/*");

    private final Random random;

    Garbage(Random random) {
        this.random = random;
    }

    Random random() {
        return random;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    Buffer bytes(int maxLength) {
        var bytes = new byte[1 + random.nextInt(maxLength)];
        random.nextBytes(bytes);
        return Buffer.buffer(bytes);
    }

    /** Letters and digits. */
    String word(int maxLength) {
        var length = 1 + random.nextInt(maxLength);
        var word = new StringBuilder(length);
        random.ints(length, 0, 36).forEach(digit -> word.append(Character.forDigit(digit, 36)));
        return word.toString();
    }

    String wrongType() {
        return oneOf(WRONG_TYPES);
    }

    Buffer tooLarge(String beginning) {
        return filled(beginning, TOO_LARGE + random.nextInt(100_000));
    }

    /** Body under the limit of the ingress. */
    Buffer large(String beginning) {
        return filled(beginning, LARGE + random.nextInt(100_000));
    }

    private static Buffer filled(String beginning, int length) {
        return Buffer.buffer(beginning + "x".repeat(length - beginning.length()));
    }

    /** Deeply nested JSON. */
    String deepJson() {
        var depth = 1_500 + random.nextInt(100_000);
        return oneOf(List.of("[", "{\"a\":")).repeat(depth);
    }

    /** A text cut off somewhere in its second half. */
    String cut(String text) {
        return text.substring(0, text.length() / 2 + random.nextInt(text.length() / 2));
    }

    static Buffer utf8(String text) {
        return Buffer.buffer(text.getBytes(StandardCharsets.UTF_8));
    }
}
