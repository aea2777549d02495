package dev.switchboard.aiworker.model;

import dev.switchboard.languagemodel.FailureCode;
import dev.switchboard.languagemodel.ModelResult;
import dev.switchboard.languagemodel.Prompt;
import dev.switchboard.languagemodel.ReplyModel;

/** Model of a profile that cannot be used: fails at every call, for this reason. */
record UnusableModel(String provider, String reason) implements ReplyModel {

    @Override
    public String name() {
        return "none";
    }

    @Override
    public ModelResult reply(Prompt prompt) {
        return ModelResult.Failure.of(
                FailureCode.CONFIGURATION, "the profile cannot be used: " + reason);
    }
}
