package dev.switchboard.aiworker.model;

import dev.switchboard.languagemodel.SessionTokens;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Tokens of sessions in Redis, for all workers. Without Redis every call begins a session. */
@ApplicationScoped
public class RedisSessionTokens implements SessionTokens {
    private static final Logger LOG = Logger.getLogger(RedisSessionTokens.class);
    private static final String PREFIX = "switchboard:model-session:";
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final String FORGET =
            """
            if redis.call('GET', KEYS[1]) == ARGV[1] then
                return redis.call('DEL', KEYS[1])
            end
            return 0
            """;

    private final ReactiveRedisDataSource redis;

    RedisSessionTokens(ReactiveRedisDataSource redis) {
        this.redis = redis;
    }

    @Override
    public Optional<String> find(String session) {
        return execute("GET", PREFIX + session).map(Response::toString);
    }

    @Override
    public void keep(String session, String token, Duration lifetime) {
        var _ = execute("SET", PREFIX + session, token, "PX", Long.toString(lifetime.toMillis()));
    }

    @Override
    public void forget(String session, String token) {
        var _ = execute("EVAL", FORGET, "1", PREFIX + session, token);
    }

    /** Of a failure only the kind is logged: its message may hold the token. */
    private Optional<Response> execute(String command, String... arguments) {
        try {
            return Optional.ofNullable(redis.execute(command, arguments).await().atMost(TIMEOUT));
        } catch (RuntimeException e) {
            LOG.warnf(
                    "Model sessions unavailable in Redis command=%s cause=%s",
                    command, e.getClass().getSimpleName());
            return Optional.empty();
        }
    }
}
