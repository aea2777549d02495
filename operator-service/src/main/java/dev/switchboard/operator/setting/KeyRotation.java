package dev.switchboard.operator.setting;

import dev.switchboard.operator.api.RefusedRequest;
import dev.switchboard.operator.setting.KeysInUseView.KeyInUse;
import dev.switchboard.transcript.setting.AiProfile;
import dev.switchboard.transcript.setting.AiProfileStore;
import dev.switchboard.transcript.setting.KeySealer;
import dev.switchboard.transcript.setting.KeySealer.KeysetKey;
import dev.switchboard.transcript.setting.SealedKey;
import dev.switchboard.transcript.setting.SettingChanges;
import dev.switchboard.transcript.setting.SettingChanges.Change;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Rotation of the keys that seal the keys of AI profiles. */
@ApplicationScoped
class KeyRotation {
    private static final String KIND = "secrets";
    private static final String SUBJECT = "reseal";

    private final AiProfileStore store;
    private final SettingChanges changes;
    private final KeySealer keys;

    KeyRotation(AiProfileStore store, SettingChanges changes, KeySealer keys) {
        this.store = store;
        this.changes = changes;
        this.keys = keys;
    }

    KeysInUseView inUse() {
        return inUse(store.all());
    }

    private KeysInUseView inUse(List<AiProfile> profiles) {
        var sealing =
                profiles.stream()
                        .flatMap(profile -> profile.key().stream())
                        .map(SealedKey::sealingKey)
                        .toList();
        var ours = keys.keys().stream().map(key -> inUse(key, sealing)).toList();
        var sealedByOurs = ours.stream().mapToInt(KeyInUse::sealed).sum();
        return new KeysInUseView(ours, sealing.size() - sealedByOurs);
    }

    private static KeyInUse inUse(KeysetKey key, List<OptionalLong> sealing) {
        var sealed = sealing.stream().filter(OptionalLong.of(key.id())::equals).count();
        return new KeyInUse(key.id(), key.primary(), (int) sealed);
    }

    /** Seals every key that opens with the primary one, all of them or none. */
    ResealView reseal(String by) {
        if (!keys.isAvailable()) {
            throw RefusedRequest.conflicting(
                    "SECRETS_KEYSET", "no key can be sealed: SECRETS_KEYSET is not set");
        }
        return changes.write(version -> {
            var profiles = store.all();
            var result = reseal(profiles);
            changes.keep(
                    version, new Change(by, KIND, SUBJECT, inUse(profiles), inUse(store.all())));
            return result;
        });
    }

    private ResealView reseal(List<AiProfile> profiles) {
        var resealed = 0;
        var unopened = new ArrayList<String>();
        for (var profile : profiles) {
            var sealed = profile.key();
            if (sealed.isEmpty()) {
                continue;
            }
            var key = keys.open(profile.id(), sealed.get());
            if (key.isPresent()) {
                store.reseal(profile.id(), keys.seal(profile.id(), key.get()));
                resealed++;
            } else {
                unopened.add(profile.values().name());
            }
        }
        return new ResealView(resealed, unopened);
    }
}
