package dev.switchboard.ingress.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;

/** A connection to the service on which one writes byte by byte what one likes. */
public final class RawConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

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

    /** Whether it could be written; a connection that was closed says so at the second try. */
    public boolean write(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** What comes by and by, up to and with the text or the connection's end. */
    public String readTo(String text) {
        var read = new StringBuilder();
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
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

    /** All that comes until the service closes the connection. */
    public String readToTheEnd() {
        return readTo("\u0000");
    }

    /** Looks without waiting for it. */
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
