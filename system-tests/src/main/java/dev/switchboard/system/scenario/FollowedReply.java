package dev.switchboard.system.scenario;

import static dev.switchboard.system.webhook.WebhookPoster.NO_RESPONSE;

import dev.switchboard.common.identity.Channel;
import dev.switchboard.system.guarantee.Violation;
import dev.switchboard.system.record.Send;
import dev.switchboard.system.traffic.SimulatedCustomer;
import dev.switchboard.system.webhook.MetaHooks;
import dev.switchboard.system.webhook.ProviderHooks;
import dev.switchboard.system.webhook.TwilioHooks;
import dev.switchboard.system.webhook.WebhookPoster;
import dev.switchboard.system.world.CustomerPhone;
import dev.switchboard.system.world.Pause;
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

/** A reply to one customer whose statuses the harness posts in an order of its own. */
final class FollowedReply {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int MAX_ATTEMPTS = 10;

    private final World world;
    private final ScenarioRun run;
    private final WebhookPoster poster;
    private final CustomerPhone phone;
    private final List<String> order;
    private final Random random;
    private final ProviderHooks provider;
    private final String ingress;

    FollowedReply(
            World world,
            ScenarioRun run,
            WebhookPoster poster,
            CustomerPhone phone,
            List<String> order,
            Random random) {
        this.world = world;
        this.run = run;
        this.poster = poster;
        this.phone = phone;
        this.order = order;
        this.random = random;
        provider =
                phone.channel().equals(Channel.TWILIO)
                        ? new TwilioHooks(world.stack()::env)
                        : new MetaHooks(world.stack()::env);
        ingress = world.url(random.nextBoolean() ? "ingress" : "ingress-2");
    }

    /**
     * Has the customer write, and posts the statuses of the answer, the first of them as soon as
     * the provider has the send.
     *
     * @return the number posted before the provider had answered the send
     */
    int sendAndPostStatuses() {
        var customer = new SimulatedCustomer(world, run.journal(), phone);
        customer.beginBurst();
        customer.write();
        if (!run.sends().await(sends -> sent(sends).isPresent(), TIMEOUT)) {
            return 0;
        }
        var reply = sent().orElseThrow();
        var early = random.nextInt(order.size() + 1);
        postAll(reply, order.subList(0, early));
        var sendWasOpen = sent().filter(send -> send.answeredAt() == null).isPresent();
        run.sends().await(_ -> sent().filter(it -> it.answeredAt() != null).isPresent(), TIMEOUT);
        postAll(reply, order.subList(early, order.size()));
        return sendWasOpen ? early : 0;
    }

    /** Posts each status, randomly twice, and randomly another message's status in between. */
    private void postAll(Send reply, List<String> statuses) {
        var id = String.valueOf(reply.id());
        for (var status : statuses) {
            postOne(id, status, reply.callback());
            if (random.nextBoolean()) {
                var former = order.get(random.nextInt(order.indexOf(status) + 1));
                postOne(id, former, reply.callback());
            }
            if (random.nextBoolean()) {
                postOne(provider.newId(random), status, null);
            }
        }
    }

    /** Posts as the provider would: again if the response says so. */
    private void postOne(String id, String status, @Nullable String callback) {
        var webhook = provider.status(id, phone, status, callback);
        var answer = poster.post(ingress, webhook).join();
        for (var n = 1; n < MAX_ATTEMPTS && (answer == NO_RESPONSE || answer >= 500); n++) {
            Pause.sleep(POLL);
            answer = poster.post(ingress, webhook).join();
        }
        if (answer != 200) {
            throw new IllegalStateException("a status was answered " + answer);
        }
    }

    void awaitEnd(Duration timeout) {
        var deadline = System.nanoTime() + timeout.toNanos();
        while (!violations().isEmpty() && System.nanoTime() < deadline) {
            Pause.sleep(POLL);
        }
    }

    /** Violations if the message or its part is not in the expected state. */
    List<Violation> violations() {
        var end = order.contains("failed") ? "failed" : "read";
        var seen = statesInTheApi();
        return seen.equals(List.of(end, end))
                ? List.of()
                : List.of(
                        new Violation(
                                "SameFinalState",
                                phone.name(),
                                "%s after %s, not %s".formatted(seen, order, end)));
    }

    /** States of the reply's message and of each of its parts, in lower case. */
    private List<String> statesInTheApi() {
        var number = URLEncoder.encode(phone.number(), StandardCharsets.UTF_8);
        var found = world.operator().get("/api/v1/conversations?phone=" + number).json();
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
        return sent(run.sends().all());
    }

    /** Send to this customer, once the provider has given it an id. */
    private Optional<Send> sent(List<Send> sends) {
        return sends.stream()
                .filter(send -> send.to().equals(phone.number()) && send.id() != null)
                .findFirst();
    }
}
