package dev.switchboard.operator.health;

import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Asks Redis whether it is there. */
@ApplicationScoped
class RedisCheck {
    private static final Logger LOG = Logger.getLogger(RedisCheck.class);

    private final Redis redis;
    private final HealthSettings settings;

    RedisCheck(Redis redis, HealthSettings settings) {
        this.redis = redis;
        this.settings = settings;
    }

    boolean answers() {
        return redis.send(Request.cmd(Command.PING))
                .ifNoItem()
                .after(settings.patience())
                .fail()
                .map(_ -> true)
                .onFailure()
                .invoke(failure -> LOG.debug("Redis does not answer.", failure))
                .onFailure()
                .recoverWithItem(false)
                .await()
                .indefinitely();
    }
}
