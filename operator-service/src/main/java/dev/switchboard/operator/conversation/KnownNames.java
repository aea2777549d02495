package dev.switchboard.operator.conversation;

import dev.switchboard.model.identity.ConversationKey;
import dev.switchboard.model.identity.CustomerAddress;
import dev.switchboard.model.wire.RedisKeys;
import dev.switchboard.operator.problem.RefusedRequest;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.value.ValueCommands;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What ingress keeps in Redis about customers who are known by several names. */
@ApplicationScoped
class KnownNames {
    private static final Logger LOG = Logger.getLogger(KnownNames.class);
    private static final Duration SOON = Duration.ofSeconds(2);

    private final ValueCommands<String, String> values;

    KnownNames(RedisDataSource redis) {
        values = redis.value(String.class);
    }

    /**
     * The conversation in which a message from this customer will be.
     *
     * @throws RefusedRequest 503 while Redis does not answer: a line that is held by a wrong name
     *     is not held
     */
    ConversationKey resolved(ConversationKey named) {
        return address(named)
                .map(address -> new ConversationKey(named.channel(), named.business(), address))
                .orElse(named);
    }

    private Optional<CustomerAddress> address(ConversationKey named) {
        var key = RedisKeys.alias(named.channel(), named.business().id(), named.customer().value());
        try {
            return Optional.ofNullable(values.get(key)).map(CustomerAddress::of);
        } catch (RuntimeException e) {
            LOG.warnf("Redis does not tell who a customer is cause=%s", e.toString());
            throw RefusedRequest.notNow(
                    "it cannot be told now which conversation this customer's messages will be in;"
                            + " try again",
                    SOON);
        }
    }
}
