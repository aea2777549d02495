package dev.switchboard.operator.health;

import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;

/** Checks that Redis answers. */
@ApplicationScoped
class RedisCheck {
    private final Redis redis;

    RedisCheck(Redis redis) {
        this.redis = redis;
    }

    CompletionStage<Boolean> answers() {
        return redis.send(Request.cmd(Command.PING)).map(_ -> true).subscribeAsCompletionStage();
    }
}
