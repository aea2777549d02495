package dev.switchboard.system.scenario;

import static dev.switchboard.system.webhook.WebhookPoster.NO_ANSWER;

import dev.switchboard.model.identity.Channel;
import dev.switchboard.system.guarantee.Violation;
import dev.switchboard.system.record.Send;
import dev.switchboard.system.traffic.Customer;
import dev.switchboard.system.webhook.MetaHooks;
import dev.switchboard.system.webhook.ProviderHooks;
import dev.switchboard.system.webhook.TwilioHooks;
import dev.switchboard.system.webhook.WebhookPoster;
import dev.switchboard.system.world.CustomerLine;
import dev.switchboard.system.world.Waiting;
import dev.switchboard.system.world.World;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A reply to one customer whose statuses the harness tells in an order of its own. */
final class FollowedReply {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int MOST_TRIES = 10;

    private final World world;
    private final Trial trial;
    private final WebhookPoster poster;
    private final CustomerLine line;
    private final List<String> order;
    private final Random random;
    private final ProviderHooks provider;
    private final String ingress;

    FollowedReply(
            World world,
            Trial trial,
            WebhookPoster poster,
            CustomerLine line,
            List<String> order,
            Random random) {
        this.world = world;
        this.trial = trial;
        this.poster = poster;
        this.line = line;
        this.order = order;
        this.random = random;
        provider =
                line.channel() == Channel.TWILIO
                        ? new TwilioHooks(world.stack()::env)
                        : new MetaHooks(world.stack()::env);
        ingress = world.url(random.nextBoolean() ? "ingress" : "ingress-2");
    }

    /**
     * Has the customer write, and tells the statuses of the answer, the first of them as soon as
     * the provider has the send.
     *
     * @return how many were told before the provider had answered the send
     */
    int sendAndTell() {
        var customer = new Customer(world, trial.journal(), line);
        customer.beginBurst();
        customer.write();
        if (!trial.sends().await(sends -> sent(sends).isPresent(), PATIENCE)) {
            return 0;
        }
        var reply = sent().orElseThrow();
        var earlyOnes = random.nextInt(order.size() + 1);
        tell(reply, order.subList(0, earlyOnes));
        var wereEarly = sent().filter(send -> send.answeredAt() == null).isPresent();
        trial.sends()
                .await(_ -> sent().filter(it -> it.answeredAt() != null).isPresent(), PATIENCE);
        tell(reply, order.subList(earlyOnes, order.size()));
        return wereEarly ? earlyOnes : 0;
    }

    /** Each with a chance of coming twice, and of somebody else's status in between. */
    private void tell(Send reply, List<String> statuses) {
        var id = String.valueOf(reply.id());
        for (var status : statuses) {
            tellOnce(id, status, reply.callback());
            if (random.nextBoolean()) {
                var former = order.get(random.nextInt(order.indexOf(status) + 1));
                tellOnce(id, former, reply.callback());
            }
            if (random.nextBoolean()) {
                tellOnce(provider.newId(random), status, null);
            }
        }
    }

    /** As the provider would: again where the answer says so. */
    private void tellOnce(String id, String status, @Nullable String callback) {
        var webhook = provider.status(id, line, status, callback);
        var answer = poster.post(ingress, webhook).join();
        for (var n = 1; n < MOST_TRIES && (answer == NO_ANSWER || answer >= 500); n++) {
            Waiting.pass(POLL);
            answer = poster.post(ingress, webhook).join();
        }
        if (answer != 200) {
            throw new IllegalStateException("a status was answered " + answer);
        }
    }

    void awaitEnd(Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (!violations().isEmpty() && System.nanoTime() < deadline) {
            Waiting.pass(POLL);
        }
    }

    /** Where the message and its part should be and are not. */
    List<Violation> violations() {
        var end = order.contains("failed") ? "failed" : "read";
        var seen = statesInTheApi();
        return seen.equals(List.of(end, end))
                ? List.of()
                : List.of(
                        new Violation(
                                "SameFinalState",
                                line.name(),
                                "%s after %s, not %s".formatted(seen, order, end)));
    }

    /** Of the reply's message and of each of its parts, in lower case. */
    private List<String> statesInTheApi() {
        var phone = URLEncoder.encode(line.phone(), StandardCharsets.UTF_8);
        var found = world.operator().get("/api/v1/conversations?phone=" + phone).json();
        var id = found.path("conversations").path(0).path("id").asText();
        var read = world.operator().get("/api/v1/conversations/" + id + "/messages").json();
        var states = new ArrayList<String>();
        for (var message : read.path("messages")) {
            if (message.path("senderType").asText().equals("ai")) {
                states.add(message.path("status").asText());
                message.path("parts")
                        .forEach(part ->
                                states.add(part.path("state").asText().toLowerCase(Locale.ROOT)));
            }
        }
        return states;
    }

    private Optional<Send> sent() {
        return sent(trial.sends().all());
    }

    /** The send to this customer, once the provider has given it an id. */
    private Optional<Send> sent(List<Send> sends) {
        return sends.stream()
                .filter(send -> send.to().equals(line.phone()) && send.id() != null)
                .findFirst();
    }
}
