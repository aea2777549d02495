package dev.switchboard.channels.twilio;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Address that Twilio called and signed, as far as it can be determined behind a proxy: the public
 * address comes from the settings, never from the {@code Host} header; the query from the request,
 * unchanged.
 */
final class PublicUrl {
    private final String webhook;
    private final String origin;

    /**
     * @param configured the webhook's public address; a query or fragment (Twilio's connection
     *     overrides) is removed
     * @throws IllegalArgumentException when it is not an absolute http or https address
     */
    PublicUrl(String configured) {
        var address = URI.create(configured.strip());
        if (address.getHost() == null || !isHttp(address)) {
            throw new IllegalArgumentException("not an http or https address: " + configured);
        }
        origin = address.getScheme() + "://" + address.getRawAuthority();
        webhook = origin + Optional.ofNullable(address.getRawPath()).orElse("");
    }

    private static boolean isHttp(URI address) {
        return "http".equals(address.getScheme()) || "https".equals(address.getScheme());
    }

    /**
     * Addresses for which the request may have been signed, the most likely first.
     *
     * @param suffix part of the request's path after the webhook's own, such as {@code /status}
     */
    List<String> candidates(String path, String suffix, @Nullable String query) {
        Set<String> addresses = new LinkedHashSet<>();
        addresses.add(suffix.isEmpty() ? webhook : withoutSlash(webhook) + suffix);
        addresses.add(origin + path);
        return query == null ? List.copyOf(addresses) : withQuery(addresses, query);
    }

    private List<String> withQuery(Set<String> addresses, String query) {
        List<String> urls = new ArrayList<>();
        for (var address : addresses) {
            urls.add(address + "?" + query);
            if (query.indexOf('%') >= 0) {
                urls.add(otherPort(address) + "?" + query);
            }
        }
        return urls;
    }

    /**
     * Same address with or without the standard port: Twilio signs some with it and some without.
     * Its validator tries both, but re-encodes an escaped query, so those are added here.
     */
    private String otherPort(String address) {
        var parts = URI.create(origin);
        var hostAlone = parts.getScheme() + "://" + parts.getHost();
        var standard = parts.getScheme().equals("https") ? ":443" : ":80";
        var other = parts.getPort() < 0 ? hostAlone + standard : hostAlone;
        return other + address.substring(origin.length());
    }

    private static String withoutSlash(String address) {
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }
}
