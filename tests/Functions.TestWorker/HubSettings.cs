using System.Text.Json;
using DurableTask.AzureStorage;

namespace MuBench.Functions.TestWorker;

/// <summary>
/// The settings of the Azure Storage backend, from the app's <c>host.json</c>. Orchestrations that a lost worker holds are free after a third of the app's times, so that
/// tests do not wait for a minute; the host refuses less than a minute. Activities have the app's time: it is renewed every five seconds, and a third would end before.
/// </summary>
internal static class HubSettings
{
    private const int Sooner = 3;

    /// <summary>The version of new instances: that of <c>host.json</c>, or the next one in the build of a later version.</summary>
    public static string DefaultVersion { get; } = ReadVersion();

    private static string ReadVersion()
    {
        using var host = JsonDocument.Parse(File.ReadAllBytes(Path.Join(AppContext.BaseDirectory, "host.json")));
        var version = host.RootElement.GetProperty("extensions").GetProperty("durableTask").GetProperty("defaultVersion").GetString()!;
#if NEXT_VERSION
        return (int.Parse(version, null) + 1).ToString((IFormatProvider?)null);
#else
        return version;
#endif
    }

    /// <summary>Reads the settings as the host's Durable extension does.</summary>
    public static AzureStorageOrchestrationServiceSettings Read(string connection, string hub)
    {
        using var host = JsonDocument.Parse(File.ReadAllBytes(Path.Join(AppContext.BaseDirectory, "host.json")));
        var durable = host.RootElement.GetProperty("extensions").GetProperty("durableTask");
        var storage = durable.GetProperty("storageProvider");
        var settings = new AzureStorageOrchestrationServiceSettings
        {
            StorageAccountClientProvider = new StorageAccountClientProvider(connection),
            TaskHubName = hub,
            PartitionCount = storage.GetProperty("partitionCount").GetInt32(),
            ControlQueueVisibilityTimeout = TimeOf("controlQueueVisibilityTimeout") / Sooner,
            WorkItemQueueVisibilityTimeout = TimeOf("workItemQueueVisibilityTimeout"),
            MaxQueuePollingInterval = TimeOf("maxQueuePollingInterval"),
            UseTablePartitionManagement = storage.GetProperty("useTablePartitionManagement").GetBoolean(),
            MaxConcurrentTaskActivityWorkItems = durable.GetProperty("maxConcurrentActivityFunctions").GetInt32(),
            MaxConcurrentTaskOrchestrationWorkItems = durable.GetProperty("maxConcurrentOrchestratorFunctions").GetInt32(),
        };
        settings.LeaseInterval /= Sooner;
        settings.LeaseRenewInterval /= Sooner;
        settings.LeaseAcquireInterval /= Sooner;
        return settings;

        TimeSpan TimeOf(string name) => TimeSpan.Parse(storage.GetProperty(name).GetString()!, null);
    }
}
