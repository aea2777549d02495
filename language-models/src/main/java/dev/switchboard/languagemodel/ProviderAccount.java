package dev.switchboard.languagemodel;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Key at a host. Profiles of one account share its quota, its credit and its availability.
 *
 * @param host with the port
 */
public record ProviderAccount(String host, Optional<String> apiKey) {
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    static ProviderAccount of(ModelProfile profile) {
        var baseUrl = URI.create(profile.address());
        var isHttp = "http".equalsIgnoreCase(baseUrl.getScheme());
        var defaultPort = isHttp ? HTTP_PORT : HTTPS_PORT;
        var port = baseUrl.getPort() < 0 ? defaultPort : baseUrl.getPort();
        return new ProviderAccount(
                String.valueOf(baseUrl.getHost()).toLowerCase(Locale.ROOT) + ":" + port,
                profile.apiKey());
    }

    /** Account of a profile that shares with no other. */
    public static ProviderAccount ofItsOwn(String profile) {
        return new ProviderAccount("profile " + profile, Optional.empty());
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "ProviderAccount[" + host + "]";
    }
}
