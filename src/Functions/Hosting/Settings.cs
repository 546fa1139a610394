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

    /// <summary>Days for which the rejection of an uploaded manifest is kept; 0 for good.</summary>
    public const string RetainRejectedDays = "MUBENCH_RETAIN_REJECTED_DAYS";

    /// <summary>Days for which the files of a lost worker, and unheld claims, are kept; 0 for good.</summary>
    public const string RetainWorkerFileDays = "MUBENCH_RETAIN_WORKER_FILE_DAYS";

    /// <summary>Days for which the history of an orchestration that has ended is kept; 0 for good.</summary>
    public const string RetainHistoryDays = "MUBENCH_RETAIN_HISTORY_DAYS";

    /// <summary>Address of a webhook to which the end of each run is sent.</summary>
    public const string EventWebhook = "MUBENCH_EVENT_WEBHOOK";

    /// <summary>The secret with which the webhook's requests are signed.</summary>
    public const string EventSecret = "MUBENCH_EVENT_SECRET";

    /// <summary>Address of an Event Grid topic to which the end of each run is sent.</summary>
    public const string EventTopic = "MUBENCH_EVENT_TOPIC";

    /// <summary>How people sign in to the console: <c>entra</c>, <c>key</c> or <c>off</c>. Default: <c>key</c> with <see cref="ConsoleKey"/>, else <c>off</c>.</summary>
    public const string Console = "MUBENCH_CONSOLE";

    /// <summary>The key that opens the console of an app without sign-in.</summary>
    public const string ConsoleKey = "MUBENCH_CONSOLE_KEY";

    /// <summary>Address of the Key Vault with the providers' keys; not set if the keys are settings of the app.</summary>
    public const string KeyVault = "MUBENCH_KEY_VAULT";

    /// <summary>Prefix of the settings with the providers' keys. A manifest cannot name any other setting.</summary>
    public const string SecretPrefix = "MUBENCH_SECRET_";

    /// <summary>The connection of the triggers: a connection string, or a section with service addresses and an identity.</summary>
    public const string Connection = "MuBenchStorage";
}
