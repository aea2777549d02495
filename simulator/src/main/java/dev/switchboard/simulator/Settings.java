package dev.switchboard.simulator;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;

/** Settings by name; an invalid one is refused by its name. */
record Settings(Map<String, String> values) {

    String text(String name, String fallback) {
        var value = values.get(name);
        return value == null || value.isBlank() ? fallback : value.strip();
    }

    /** First entry of a comma-separated list. */
    String first(String name, String fallback) {
        return text(name, fallback).split(",", 2)[0].strip();
    }

    int port(String name, int fallback) {
        var value = text(name, Integer.toString(fallback));
        if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) > 65_535) {
            throw new IllegalArgumentException(name + " must be a port, but is " + value);
        }
        return Integer.parseInt(value);
    }

    Optional<URI> url(String name) {
        var value = text(name, "");
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new URI(value));
        } catch (URISyntaxException notUrl) {
            throw new IllegalArgumentException(name + " must be a URL, but is " + value, notUrl);
        }
    }
}
