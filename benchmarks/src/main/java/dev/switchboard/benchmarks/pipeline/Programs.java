package dev.switchboard.benchmarks.pipeline;

import dev.switchboard.localstack.supervisor.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Processes of the product under its supervisor, found by the pid files of the local stack; others
 * can be added.
 */
final class Programs {
    static final String SIMULATOR = "simulator";
    static final String LOAD = "load";
    static final String SUPERVISOR = "supervisor";

    /** Programs that count as the product: all programs but the simulator of the outside world. */
    static final List<String> PRODUCT =
            LocalStack.allPrograms().stream().filter(name -> !name.equals(SIMULATOR)).toList();

    static final List<String> SERVICES =
            List.of("ingress", "buffer", "ai-worker", "outbound", "operator");

    private final Path pidFiles;
    private final long supervisor;
    private final Map<String, Long> added = Collections.synchronizedMap(new HashMap<>());

    Programs(Path stateDirectory, long supervisor) {
        this.pidFiles = stateDirectory.resolve("run");
        this.supervisor = supervisor;
    }

    void add(String name, long pid) {
        added.put(name, pid);
    }

    /** Processor time of everything so far, of this JVM (the load) and of the supervisor too. */
    ProcessorTimes processorTimes() {
        var table = ProcessTable.read();
        var seconds = new LinkedHashMap<String, Double>();
        pids().forEach((name, pid) -> seconds.put(name, table.treeSeconds(pid)));
        seconds.put(SUPERVISOR, table.ownSeconds(supervisor));
        seconds.put(LOAD, table.ownSeconds(ProcessHandle.current().pid()));
        return new ProcessorTimes(table.byPid().isEmpty() ? Map.of() : seconds);
    }

    Map<String, MemoryUse> memory() {
        var table = ProcessTable.read();
        var memory = new LinkedHashMap<String, MemoryUse>();
        pids().forEach((name, pid) -> memory.put(name, MemoryUse.of(table.tree(pid))));
        memory.put(SUPERVISOR, MemoryUse.of(List.of(supervisor)));
        return table.byPid().isEmpty() ? Map.of() : memory;
    }

    /** JVMs below the supervisor that are none of the programs, such as one that makes a cache. */
    List<Long> backgroundJvms() {
        var known = new ArrayList<>(pids().values());
        known.add(supervisor);
        return ProcessHandle.of(supervisor).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .map(ProcessHandle::pid)
                .filter(pid -> !known.contains(pid))
                .toList();
    }

    /** Suspends or resumes the product's five services. */
    void signalServices(String signal) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("bash", "-c", "kill -s \"$0\" \"$@\"", signal));
        pids().forEach((name, pid) -> {
            if (SERVICES.contains(name)) {
                command.add(Long.toString(pid));
            }
        });
        var kill =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new MeasurementException("the services could not be sent SIG" + signal);
        }
    }

    private Map<String, Long> pids() {
        var pids = new LinkedHashMap<String, Long>();
        for (var name : LocalStack.allPrograms()) {
            pid(name).ifPresent(pid -> pids.put(name, pid));
        }
        pids.putAll(added);
        return pids;
    }

    /** Process of a program; empty while it has none. */
    OptionalLong pid(String program) {
        try {
            var text = Files.readString(pidFiles.resolve(program + ".pid")).strip();
            return text.matches("[0-9]{1,9}")
                    ? OptionalLong.of(Long.parseLong(text))
                    : OptionalLong.empty();
        } catch (IOException _) {
            return OptionalLong.empty();
        }
    }
}
