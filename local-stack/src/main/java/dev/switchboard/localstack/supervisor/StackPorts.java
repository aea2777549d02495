package dev.switchboard.localstack.supervisor;

import dev.switchboard.localstack.process.TcpPorts;
import java.util.LinkedHashMap;
import java.util.Map;

/** TCP port of each program. */
public record StackPorts(Map<String, Integer> byProgram) {

    public StackPorts {
        byProgram = Map.copyOf(byProgram);
    }

    /** Fixed ports, as documented. */
    public static StackPorts standard() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (ProductService service : ProductService.values()) {
            ports.put(service.programName(), service.standardPort());
        }
        ports.put("simulator", 8090);
        ports.put("kafka", 19092);
        ports.put("postgres", 15432);
        ports.put("redis", 16379);
        return new StackPorts(ports);
    }

    /** Unused ports, so that stacks can run beside each other. */
    public static StackPorts free() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        standard().byProgram().keySet().forEach(program -> ports.put(program, TcpPorts.free()));
        return new StackPorts(ports);
    }

    public int of(String program) {
        Integer port = byProgram.get(program);
        if (port == null) {
            throw new StackException("There is no program called " + program);
        }
        return port;
    }
}
