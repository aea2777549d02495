package dev.switchboard.aiworker.testing;

import dev.switchboard.localstack.process.TcpPorts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of two further Redis clients: {@code absent}, at which nothing listens, and {@code
 * silent}, which takes connections and never answers.
 */
public final class UnreachableRedis implements QuarkusTestResourceLifecycleManager {
    private @Nullable ServerSocket silent;

    @Override
    public Map<String, String> start() {
        try {
            silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(
                "quarkus.redis.absent.hosts",
                "redis://127.0.0.1:" + TcpPorts.free(),
                "quarkus.redis.silent.hosts",
                "redis://127.0.0.1:" + silent.getLocalPort());
    }

    @Override
    public void stop() {
        try {
            if (silent != null) {
                silent.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
