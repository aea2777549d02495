package dev.switchboard.simulator.twilio;

import dev.switchboard.simulator.phone.SimulatedNumber;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The filters and the paging of Twilio's lists. Dates are days in GMT, of {@code date_sent}: a
 * message that has none yet matches no date.
 */
record ListFilter(Map<String, String> filters, int pageSize, int page) {
    private static final int DEFAULT_PAGE_SIZE = 50;
    private static final int MAX_PAGE_SIZE = 1_000;

    static ListFilter of(HttpServerRequest request) {
        var filters = new TreeMap<String, String>();
        for (String name : new String[] {"To", "From", "DateSent", "DateSent<", "DateSent>"}) {
            var value = request.getParam(name);
            if (value != null && !value.isEmpty()) {
                filters.put(name, value);
            }
        }
        var size = whole(request.getParam("PageSize"), DEFAULT_PAGE_SIZE);
        return new ListFilter(
                filters, Math.clamp(size, 1, MAX_PAGE_SIZE), whole(request.getParam("Page"), 0));
    }

    long start() {
        return (long) page * pageSize;
    }

    boolean matches(TwilioMessage message) {
        return filters.entrySet().stream()
                .allMatch(each ->
                        switch (each.getKey()) {
                            case "To" -> same(message.to(), each.getValue());
                            case "From" -> same(message.from(), each.getValue());
                            default -> sent(message, each.getKey(), each.getValue());
                        });
    }

    /** The paging fields of a list answer. */
    JsonObject paging(String path, boolean more, int size) {
        return new JsonObject()
                .put("page", page)
                .put("page_size", pageSize)
                .put("start", start())
                .put("end", Math.max(start(), start() + size - 1))
                .put("uri", uri(path, page))
                .put("first_page_uri", uri(path, 0))
                .put("previous_page_uri", page == 0 ? null : uri(path, page - 1))
                .put("next_page_uri", more ? uri(path, page + 1) : null);
    }

    private String uri(String path, int number) {
        var query = new ArrayList<String>();
        filters.forEach((name, value) -> query.add(escaped(name) + "=" + escaped(value)));
        query.add("PageSize=" + pageSize);
        query.add("Page=" + number);
        return path + "?" + String.join("&", query);
    }

    private static boolean same(String address, String wanted) {
        return address.equals(wanted)
                || (SimulatedNumber.read(address).isPresent()
                        && address.startsWith("whatsapp:") == wanted.startsWith("whatsapp:")
                        && SimulatedNumber.read(address).equals(SimulatedNumber.read(wanted)));
    }

    private static boolean sent(TwilioMessage message, String name, String wanted) {
        var day = day(wanted);
        if (day == null || message.sentAt().isEmpty()) {
            return day == null;
        }
        var sent = message.sentAt().get().atOffset(ZoneOffset.UTC).toLocalDate();
        return switch (name) {
            case "DateSent<" -> !sent.isAfter(day);
            case "DateSent>" -> !sent.isBefore(day);
            default -> sent.equals(day);
        };
    }

    /** The day of a date or a date and time; null where it is neither. */
    private static @Nullable LocalDate day(String text) {
        try {
            return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
        } catch (DateTimeParseException notDate) {
            return null;
        }
    }

    private static int whole(@Nullable String text, int fallback) {
        return text != null && text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : fallback;
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
