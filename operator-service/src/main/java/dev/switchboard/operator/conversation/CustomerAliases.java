package dev.switchboard.operator.conversation;

import dev.switchboard.common.identity.ConversationKey;
import dev.switchboard.common.identity.CustomerAddress;
import dev.switchboard.common.wire.RedisKeys;
import dev.switchboard.operator.api.RefusedRequest;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.value.ValueCommands;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Reads the aliases of customers that ingress keeps in Redis. */
@ApplicationScoped
class CustomerAliases {
    private static final Logger LOG = Logger.getLogger(CustomerAliases.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final ValueCommands<String, String> values;

    CustomerAliases(RedisDataSource redis) {
        values = redis.value(String.class);
    }

    /**
     * Conversation that a message from this customer will be in.
     *
     * @throws RefusedRequest 503 while Redis does not answer: a takeover under a wrong address has
     *     no effect
     */
    ConversationKey resolved(ConversationKey named) {
        return address(named).map(address -> at(address, named)).orElse(named);
    }

    /**
     * Conversations in which messages of these customers will be instead, for those whose alias
     * leads to another address. Empty while Redis is away, so that a handback is possible all the
     * same.
     */
    List<ConversationKey> elsewhere(List<ConversationKey> named) {
        if (named.isEmpty()) {
            return List.of();
        }
        try {
            var known =
                    values.mget(named.stream().map(CustomerAliases::key).toArray(String[]::new));
            return named.stream()
                    .flatMap(one ->
                            Optional.ofNullable(known.get(key(one)))
                                    .map(CustomerAddress::of)
                                    .map(address -> at(address, one))
                                    .stream())
                    .toList();
        } catch (RuntimeException e) {
            LOG.warnf(
                    "Redis does not tell where else a customer's messages will be cause=%s",
                    e.toString());
            return List.of();
        }
    }

    private static ConversationKey at(CustomerAddress address, ConversationKey named) {
        return new ConversationKey(named.channel(), named.business(), address);
    }

    private static String key(ConversationKey named) {
        return RedisKeys.alias(named.channel(), named.business().id(), named.customer().value());
    }

    private Optional<CustomerAddress> address(ConversationKey named) {
        try {
            return Optional.ofNullable(values.get(key(named))).map(CustomerAddress::of);
        } catch (RuntimeException e) {
            LOG.warnf("Customer alias not read from Redis cause=%s", e.toString());
            throw RefusedRequest.notNow(
                    "it cannot be told now which conversation this customer's messages will be in;"
                            + " try again",
                    RETRY_AFTER);
        }
    }
}
