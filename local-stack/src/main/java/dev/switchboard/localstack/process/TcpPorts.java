package dev.switchboard.localstack.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of this machine's loopback address. */
public final class TcpPorts {
    /** Above the ports of the local stack's contract. */
    private static final int FIRST = 20_000;

    private static final int BEHIND_LAST = 32_000;
    private static final int MOST_ATTEMPTS = 200;

    /** What is not listened on yet may still be somebody's. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private TcpPorts() {}

    /**
     * A port that nobody uses at this moment, and none that was given before. It is not one of
     * those that systems give to outgoing connections (from 32768 on Linux, higher elsewhere): such
     * a connection could have it by the time a program is started on it, and for long.
     */
    public static int free() {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, BEHIND_LAST);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free TCP port after " + MOST_ATTEMPTS + " attempts");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException inUse) {
            return false;
        }
    }

    /** Whether somebody accepts connections on the port. */
    public static boolean inUse(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
