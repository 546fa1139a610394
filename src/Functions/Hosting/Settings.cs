namespace MuBench.Functions.Hosting;

/// <summary>The names of the app's settings.</summary>
internal static class Settings
{
    /// <summary>Blob container of the store; also part of the store's address. Default <c>mubench</c>.</summary>
    public const string Container = "MUBENCH_CONTAINER";

    /// <summary>The queue that Event Grid fills.</summary>
    public const string ManifestQueue = "MUBENCH_MANIFEST_QUEUE";

    /// <summary>The active trigger: <c>blob</c> or <c>queue</c>.</summary>
    public const string Trigger = "MUBENCH_TRIGGER";

    /// <summary>Maximum number of spans of one model that are evaluated at once.</summary>
    public const string MaxParallelShards = "MUBENCH_MAX_PARALLEL_SHARDS";

    /// <summary>Seconds after which an activity asks nothing new and returns the remaining shards.</summary>
    public const string ActivitySeconds = "MUBENCH_ACTIVITY_SECONDS";

    /// <summary>Address of the Key Vault with the providers' keys; not set if the keys are settings of the app.</summary>
    public const string KeyVault = "MUBENCH_KEY_VAULT";

    /// <summary>Prefix of the settings with the providers' keys. A manifest cannot name any other setting.</summary>
    public const string SecretPrefix = "MUBENCH_SECRET_";

    /// <summary>The connection of the triggers: a connection string, or a section with service addresses and an identity.</summary>
    public const string Connection = "MuBenchStorage";
}
