package dev.switchboard.ingress.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;

/** An unsigned webhook of Meta's on a connection of its own, sent as far as one likes. */
public final class Upload implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 15_000;

    private final Socket socket;

    private Upload(Socket socket) {
        this.socket = socket;
    }

    /** Announces so many bytes and sends so many. */
    public static Upload begin(String base, int announced, int sent) {
        var address = URI.create(base);
        var head =
                """
                POST /webhook HTTP/1.1\r
                Host: ingress\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                """
                        .formatted(announced);
        try {
            var socket = new Socket(address.getHost(), address.getPort());
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write((head + "x".repeat(sent)).getBytes(US_ASCII));
            return new Upload(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends all of it and waits for the answer's status. */
    public static int whole(String base, int bytes) {
        try (var upload = begin(base, bytes, bytes)) {
            return upload.status();
        }
    }

    public int status() {
        try {
            var line = new String(socket.getInputStream().readNBytes(12), US_ASCII);
            return Integer.parseInt(line.substring("HTTP/1.1 ".length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the service closes the connection without a word. */
    public boolean isHungUp() {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
