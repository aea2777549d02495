package dev.switchboard.aiworker.model;

import dev.switchboard.languagemodel.SessionTokens;
import dev.switchboard.transcript.setting.KeySealer;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Tokens of sessions in Redis, for all workers, each sealed for its session. Without Redis every
 * call begins a session.
 */
final class RedisSessionTokens implements SessionTokens {
    private static final Logger LOG = Logger.getLogger(RedisSessionTokens.class);
    private static final String PREFIX = "switchboard:model-session:";
    private static final String LOCK_PREFIX = PREFIX + "lock:";
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** Time after which another worker begins the session that a killed one has not. */
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(15);

    private static final String UNLOCK =
            """
            if redis.call('GET', KEYS[1]) == ARGV[1] then
                return redis.call('DEL', KEYS[1])
            end
            return 0
            """;

    private final ReactiveRedisDataSource redis;
    private final KeySealer sealer;

    RedisSessionTokens(ReactiveRedisDataSource redis, KeySealer sealer) {
        this.redis = redis;
        this.sealer = sealer;
    }

    /** A token that does not open is none: its key was dropped, or it is another session's. */
    @Override
    public Optional<String> find(String session) {
        return execute("GET", PREFIX + session)
                .result()
                .flatMap(sealed -> opened(session, sealed.toString()));
    }

    private Optional<String> opened(String session, String sealed) {
        try {
            return sealer.open(place(session), Base64.getDecoder().decode(sealed));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public void keep(String session, String token, Duration lifetime) {
        var sealed = Base64.getEncoder().encodeToString(sealer.seal(place(session), token));
        var _ = execute("SET", PREFIX + session, sealed, "PX", Long.toString(lifetime.toMillis()));
    }

    private static String place(String session) {
        return "model_session|" + session + "|token";
    }

    @Override
    public boolean lock(String session, String owner) {
        var timeout = Long.toString(LOCK_TIMEOUT.toMillis());
        var taken = execute("SET", LOCK_PREFIX + session, owner, "NX", "PX", timeout);
        return !taken.isAvailable() || taken.result().isPresent();
    }

    @Override
    public void unlock(String session, String owner) {
        var _ = execute("EVAL", UNLOCK, "1", LOCK_PREFIX + session, owner);
    }

    private record Execution(boolean isAvailable, Optional<Response> result) {}

    /** Of a failure only the kind is logged: its message may hold the token. */
    private Execution execute(String command, String... arguments) {
        try {
            var response = redis.execute(command, arguments).await().atMost(TIMEOUT);
            return new Execution(true, Optional.ofNullable(response));
        } catch (RuntimeException e) {
            LOG.warnf(
                    "Model sessions unavailable in Redis command=%s cause=%s",
                    command, e.getClass().getSimpleName());
            return new Execution(false, Optional.empty());
        }
    }
}
