package dev.switchboard.localstack.supervisor;

import dev.switchboard.localstack.process.TcpPorts;
import java.util.LinkedHashMap;
import java.util.Map;

/** The TCP port of each part. */
public record StackPorts(Map<String, Integer> byPart) {

    public StackPorts {
        byPart = Map.copyOf(byPart);
    }

    /** The ports that people know and documents name. */
    public static StackPorts contract() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (ProductService service : ProductService.values()) {
            ports.put(service.partName(), service.contractPort());
        }
        ports.put("simulator", 8090);
        ports.put("kafka", 19092);
        ports.put("postgres", 15432);
        ports.put("redis", 16379);
        return new StackPorts(ports);
    }

    /** Ports that nobody listens on now, so that stacks can run beside each other. */
    public static StackPorts free() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        contract().byPart().keySet().forEach(part -> ports.put(part, TcpPorts.free()));
        return new StackPorts(ports);
    }

    public int of(String part) {
        Integer port = byPart.get(part);
        if (port == null) {
            throw new StackException("There is no part called " + part);
        }
        return port;
    }
}
