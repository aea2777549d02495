package dev.switchboard.aiworker.model;

import dev.switchboard.languagemodel.SessionTokens;
import dev.switchboard.transcript.setting.KeySealer;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Provides the store of session tokens: a token leaves the worker sealed or not at all. */
final class ConfiguredSessionTokens {
    @Produces
    @Singleton
    SessionTokens tokens(KeySealer sealer, ReactiveRedisDataSource redis) {
        return sealer.isAvailable()
                ? new RedisSessionTokens(redis, sealer)
                : new MemorySessionTokens();
    }
}
