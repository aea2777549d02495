package dev.switchboard.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A running simulator: WhatsApp as seen through Twilio and Meta, and Gemini. */
public final class Simulator implements AutoCloseable {
    private static final Duration LIFECYCLE_TIMEOUT = Duration.ofSeconds(20);

    private final Vertx vertx;
    private final SimulatorServer server;

    private Simulator(Vertx vertx, SimulatorServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    /** Starts a simulator and returns when it listens. */
    public static Simulator start(SimulatorOptions options) {
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
        var server = new SimulatorServer(options);
        try {
            await(vertx.deployVerticle(server).toCompletionStage().toCompletableFuture());
        } catch (IllegalStateException failed) {
            vertx.close();
            throw failed;
        }
        return new Simulator(vertx, server);
    }

    /** Port it listens on. */
    public int port() {
        return server.port();
    }

    /** Base URL, without a trailing slash. */
    public URI url() {
        return URI.create(server.publicUrl());
    }

    @Override
    public void close() {
        await(vertx.close().toCompletionStage().toCompletableFuture());
    }

    private static void await(CompletableFuture<?> work) {
        try {
            work.get(LIFECYCLE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the simulator did not start or stop", e);
        }
    }
}
