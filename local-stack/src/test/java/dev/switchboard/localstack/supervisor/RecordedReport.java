package dev.switchboard.localstack.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a stack reported. */
final class RecordedReport implements StackReport {
    final List<String> ready = new CopyOnWriteArrayList<>();
    final List<String> problems = new CopyOnWriteArrayList<>();

    @Override
    public void ready(String part, Duration took) {
        ready.add(part);
    }

    @Override
    public void problem(String line) {
        problems.add(line);
    }
}
