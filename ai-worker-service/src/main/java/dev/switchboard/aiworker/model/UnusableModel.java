package dev.switchboard.aiworker.model;

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
