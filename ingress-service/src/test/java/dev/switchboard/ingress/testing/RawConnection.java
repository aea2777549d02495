package dev.switchboard.ingress.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;

/** TCP connection to the service for arbitrary bytes. */
public final class RawConnection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 30_000;

    private final Socket socket;

    private RawConnection(Socket socket) {
        this.socket = socket;
    }

    public static RawConnection to(String base) {
        var address = URI.create(base);
        try {
            return new RawConnection(new Socket(address.getHost(), address.getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** True if the text was written; on a closed connection only the second attempt fails. */
    public boolean write(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads up to and including the text, or to the connection's end. */
    public String readTo(String text) {
        var read = new StringBuilder();
        try {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            while (read.indexOf(text) < 0) {
                var next = socket.getInputStream().read();
                if (next < 0) {
                    break;
                }
                read.append((char) next);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("neither " + text + " nor the end came behind " + read, e);
        } catch (IOException e) {
            return read.toString(); // It was reset.
        }
        return read.toString();
    }

    /** Reads until the service closes the connection. */
    public String readToEnd() {
        return readTo("\u0000");
    }

    /** Never blocks. */
    public boolean isClosed() {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
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
