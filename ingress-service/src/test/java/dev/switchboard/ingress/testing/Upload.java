package dev.switchboard.ingress.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;

/** Unsigned Meta webhook on a connection of its own, sent in part or completely. */
public final class Upload implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 15_000;

    private final Socket socket;

    private Upload(Socket socket) {
        this.socket = socket;
    }

    /** Declares a length and sends that many or fewer bytes. */
    public static Upload begin(String base, int declared, int sent) {
        var address = URI.create(base);
        var head =
                """
                POST /webhook HTTP/1.1\r
                Host: ingress\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                """
                        .formatted(declared);
        try {
            var socket = new Socket(address.getHost(), address.getPort());
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write((head + "x".repeat(sent)).getBytes(US_ASCII));
            return new Upload(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a complete body and returns the response's status. */
    public static int complete(String base, int bytes) {
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

    /** Waits until the service closes the connection; true if it did so without a response. */
    public boolean isClosedSilently() {
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
