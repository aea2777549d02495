package dev.switchboard.system.scenario;

import dev.switchboard.system.guarantee.Violation;
import dev.switchboard.system.record.EchoedCall;
import dev.switchboard.system.record.Journal;
import dev.switchboard.system.record.Send;
import dev.switchboard.system.traffic.SimulatedCustomer;
import dev.switchboard.system.world.CustomerPhone;
import dev.switchboard.system.world.Pause;
import dev.switchboard.system.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** Customers who never pause for as long as the quiet period. */
final class Typists {
    /**
     * Time that the product may take on a busy machine; shorter than the additional wait of a
     * steady typist without the maximum wait.
     */
    private static final Duration MARGIN = Duration.ofSeconds(7);

    /** Maximum time of a message on its way to the buffer. */
    private static final Duration LAG = Duration.ofSeconds(1);

    private static final Duration QUIET_PERIOD = Duration.ofSeconds(2);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final int MAX_MESSAGES_PER_TURN = 20;

    private final World world;
    private final ScenarioRun run;
    private final Duration maxWait;
    private final Duration thinking;
    private final ConcurrentLinkedQueue<Duration> waits = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Violation> violations = new ConcurrentLinkedQueue<>();

    /** Typing speed, and so which limit is reached first; the second turn comes well later. */
    enum TypingSpeed {
        /** 20 messages come before 10 s are over. */
        UP_TO_MAX_MESSAGES(Duration.ofMillis(400), 39),
        /** 10 s are over before 20 messages come. */
        UP_TO_MAX_WAIT(Duration.ofMillis(900), 20);

        private final Duration interval;
        private final int messages;

        TypingSpeed(Duration interval, int messages) {
            this.interval = interval;
            this.messages = messages;
        }
    }

    /**
     * @param maxWait the maximum wait of the first message for its turn
     * @param thinking the model's latency
     */
    Typists(World world, ScenarioRun run, Duration maxWait, Duration thinking) {
        this.world = world;
        this.run = run;
        this.maxWait = maxWait;
        this.thinking = thinking;
    }

    /** Types; returns once all of it is answered, or after the timeout. */
    void type(CustomerPhone phone, TypingSpeed speed) {
        var customer = new SimulatedCustomer(world, run.journal(), phone);
        var messages = new ArrayList<Journal.Message>();
        for (var n = 0; n < speed.messages; n++) {
            // The product decides where a burst ends: none is expected to be whole.
            customer.beginBurst();
            messages.add(customer.write());
            Pause.sleep(speed.interval);
        }
        var promised = messages.stream().filter(Journal.Message::promised).toList();
        run.sends()
                .awaitAnswers(
                        promised.stream().map(Journal.Message::marker).collect(Collectors.toSet()),
                        ANSWER_TIMEOUT);
        if (promised.size() == messages.size()) {
            judge(phone, messages);
        }
    }

    private void judge(CustomerPhone phone, List<Journal.Message> messages) {
        var first =
                run.sends().all().stream()
                        .filter(send -> send.to().equals(phone.number()) && send.tookEffect())
                        .findFirst();
        if (first.isEmpty()) {
            violations.add(violation(phone, "was never answered"));
            return;
        }
        judgeWait(phone, messages.getFirst(), first.get());
        judgeTurn(phone, messages, first.get());
    }

    private void judgeWait(CustomerPhone phone, Journal.Message message, Send answer) {
        var answered = world.clockDifference().earliest(answer.startedAt());
        var wait = Duration.between(message.webhookEndedAt(), answered);
        waits.add(wait);
        if (wait.compareTo(maxWait.plus(thinking).plus(MARGIN)) > 0) {
            violations.add(violation(phone, "was answered after %d ms".formatted(wait.toMillis())));
        }
    }

    /** Checks that the turn has all messages from before its limit. */
    private void judgeTurn(CustomerPhone phone, List<Journal.Message> messages, Send answer) {
        var answered = EchoedCall.read(answer.body()).map(EchoedCall::markers).orElse(List.of());
        var cap = messages.getFirst().at().plus(maxWait).minus(LAG);
        var missing =
                withoutPause(messages).stream()
                        .limit(MAX_MESSAGES_PER_TURN)
                        .takeWhile(message -> message.webhookEndedAt().isBefore(cap))
                        .filter(message -> !answered.contains(message.marker()))
                        .count();
        if (missing > 0) {
            violations.add(
                    violation(phone, "the first answer lacks %d messages".formatted(missing)));
        }
    }

    /** Messages before the first pause that may have ended the burst: a machine may stall. */
    private static List<Journal.Message> withoutPause(List<Journal.Message> messages) {
        for (var n = 1; n < messages.size(); n++) {
            if (messages.get(n - 1).maxGapTo(messages.get(n)).compareTo(QUIET_PERIOD) >= 0) {
                return messages.subList(0, n);
            }
        }
        return messages;
    }

    private static Violation violation(CustomerPhone phone, String description) {
        return new Violation("AnsweredAtTheCap", phone.name(), description);
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }

    Map<String, Object> figures() {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("a tireless typist's wait for the answer", DurationStats.of(waits));
        return figures;
    }
}
