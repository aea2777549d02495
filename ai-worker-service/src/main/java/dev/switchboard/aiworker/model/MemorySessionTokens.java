package dev.switchboard.aiworker.model;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.switchboard.languagemodel.SessionTokens;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tokens of sessions in this worker's memory, for lack of a key to seal them with: each worker
 * begins sessions of its own, and so does a restart.
 */
final class MemorySessionTokens implements SessionTokens {
    /** Of a few hundred bytes each. */
    static final int MAX_SESSIONS = 10_000;

    private final Cache<String, Token> tokens =
            Caffeine.newBuilder()
                    .maximumSize(MAX_SESSIONS)
                    .expireAfter(Expiry.<String, Token>writing((_, token) -> token.lifetime()))
                    .build();
    private final Map<String, String> locks = new ConcurrentHashMap<>();

    private record Token(String value, Duration lifetime) {}

    @Override
    public Optional<String> find(String session) {
        return Optional.ofNullable(tokens.getIfPresent(session)).map(Token::value);
    }

    @Override
    public void keep(String session, String token, Duration lifetime) {
        tokens.put(session, new Token(token, lifetime));
    }

    /** Held until it is given back: who has it lives as long as it does. */
    @Override
    public boolean lock(String session, String owner) {
        return locks.putIfAbsent(session, owner) == null;
    }

    @Override
    public void unlock(String session, String owner) {
        locks.remove(session, owner);
    }
}
