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
    /** Above the fixed ports of the local stack. */
    private static final int FIRST_PORT = 20_000;

    private static final int END_PORT = 32_000;
    private static final int MAX_ATTEMPTS = 200;

    /** Ports that were returned before; their programs may not listen yet. */
    private static final Set<Integer> RESERVED = ConcurrentHashMap.newKeySet();

    private TcpPorts() {}

    /**
     * Returns a port that is not in use and was not returned before. It is below the ephemeral
     * ports (from 32768 on Linux, higher elsewhere): an outgoing connection could take one of those
     * before a program is started on it, and keep it for long.
     */
    public static int free() {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, END_PORT);
            if (isFree(port) && RESERVED.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free TCP port after " + MAX_ATTEMPTS + " attempts");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException inUse) {
            return false;
        }
    }

    /** Returns true if the port accepts connections. */
    public static boolean inUse(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
