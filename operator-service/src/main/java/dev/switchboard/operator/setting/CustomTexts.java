package dev.switchboard.operator.setting;

import dev.switchboard.operator.api.RefusedRequest;
import dev.switchboard.transcript.setting.CustomText;
import dev.switchboard.transcript.setting.CustomText.Key;
import dev.switchboard.transcript.setting.CustomTextStore;
import dev.switchboard.transcript.setting.SettingChanges;
import dev.switchboard.transcript.setting.SettingChanges.Change;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of texts in place of standard texts. */
@ApplicationScoped
class CustomTexts {
    /** All of them are in memory at each worker. */
    static final int MAX_TEXTS = 2_000;

    private static final String KIND = "standard_text";

    private final CustomTextStore store;
    private final SettingChanges changes;

    CustomTexts(CustomTextStore store, SettingChanges changes) {
        this.store = store;
        this.changes = changes;
    }

    List<CustomText> all() {
        return store.all();
    }

    CustomText one(Key key) {
        return store.find(key)
                .orElseThrow(() ->
                        RefusedRequest.unknown(
                                "name", "this text is not set; its default is in force"));
    }

    /**
     * @param condition the header {@code If-Match}; not needed where the text is new
     */
    CustomText write(Key key, @Nullable String condition, String text, String by) {
        return changes.write(version -> {
            var before = store.find(key).orElse(null);
            if (before != null) {
                Precondition.check(condition, before.version());
            } else if (condition != null) {
                throw RefusedRequest.stale(Precondition.HEADER, "this text is not set any more");
            } else if (store.all().size() >= MAX_TEXTS) {
                throw RefusedRequest.conflicting(
                        "name", "there are " + MAX_TEXTS + " texts, which is the maximum");
            }
            var after = new CustomText(key, version, text);
            store.write(after);
            keep(version, by, key, before, after);
            return after;
        });
    }

    void delete(Key key, @Nullable String condition, String by) {
        changes.write(version -> {
            var before = one(key);
            Precondition.check(condition, before.version());
            store.delete(key);
            keep(version, by, key, before, null);
            return key;
        });
    }

    private void keep(
            long version,
            String by,
            Key key,
            @Nullable CustomText before,
            @Nullable CustomText after) {
        changes.keep(version, Change.of(by, KIND, key, before, after, CustomTextView::of));
    }
}
