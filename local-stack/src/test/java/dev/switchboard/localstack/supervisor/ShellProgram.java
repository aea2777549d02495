package dev.switchboard.localstack.supervisor;

import dev.switchboard.localstack.process.Program;
import java.util.List;
import java.util.Map;

/** Program that runs a shell script and is ready as soon as it runs. */
record ShellProgram(String name, int niceness, String script) implements Program {

    ShellProgram(String name, String script) {
        this(name, 0, script);
    }

    @Override
    public List<String> command() {
        return List.of("bash", "-c", script);
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("PATH", System.getenv("PATH"));
    }

    @Override
    public boolean isReady() {
        return true;
    }
}
