package dev.switchboard.localstack.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the reports of a stack. */
final class RecordedReport implements StackListener {
    final List<String> ready = new CopyOnWriteArrayList<>();
    final List<String> problems = new CopyOnWriteArrayList<>();

    @Override
    public void ready(String program, Duration took) {
        ready.add(program);
    }

    @Override
    public void problem(String line) {
        problems.add(line);
    }
}
