using System.Globalization;
using Microsoft.Extensions.Configuration;
using MuBench.Functions.Events;
using MuBench.Functions.WebConsole;
using MuBench.Pipeline.Workers;
using MuBench.Secrets;

namespace MuBench.Functions.Hosting;

/// <summary>The settings of the app, checked at its start.</summary>
public sealed record AppSettings
{
    /// <summary>The value for the polling blob trigger.</summary>
    public const string BlobTrigger = "blob";

    /// <summary>The value for the queue trigger.</summary>
    public const string QueueTrigger = "queue";

    /// <summary>The blob container of the store.</summary>
    public required string Container { get; init; }

    /// <summary>The trigger: <see cref="BlobTrigger"/> or <see cref="QueueTrigger"/>.</summary>
    public required string Trigger { get; init; }

    /// <summary>Address of the Key Vault with the providers' keys; null if the keys are settings of the app.</summary>
    public Uri? KeyVault { get; init; }

    /// <summary>The options for evaluating shards.</summary>
    public required WorkerOptions Worker { get; init; }

    /// <summary>How long the rejection of an uploaded manifest is kept; null for good.</summary>
    public TimeSpan? RetainRejected { get; init; }

    /// <summary>How long the files of a lost worker, and unheld claims, are kept; null for good.</summary>
    public TimeSpan? RetainWorkerFiles { get; init; }

    /// <summary>How long the history of an orchestration that has ended is kept; null for good.</summary>
    public TimeSpan? RetainHistory { get; init; }

    /// <summary>Where the end of each run is sent; null if it is sent nowhere.</summary>
    public EventSettings? Events { get; init; }

    /// <summary>Who may use the console.</summary>
    public ConsoleSettings Console { get; init; } = new(ConsoleSignIn.Off);

    /// <summary>Reads the settings.</summary>
    /// <exception cref="UserException">A setting cannot be read; the message names it.</exception>
    public static AppSettings Read(IConfiguration configuration)
    {
        var worker = new WorkerOptions();
        return new AppSettings
        {
            Container = configuration.Text(Settings.Container) ?? throw new UserException($"The setting {Settings.Container} is missing: the blob container of the store, such as 'mubench'."),
            Trigger = configuration.Text(Settings.Trigger) switch
            {
                null or BlobTrigger => BlobTrigger,
                QueueTrigger => QueueTrigger,
                var other => throw new UserException($"The setting {Settings.Trigger} is '{other}': expected '{BlobTrigger}' (polling; Azurite, plain local use) or '{QueueTrigger}' (Event Grid, Azure)."),
            },
            KeyVault = configuration.Text(Settings.KeyVault) is not { } vault ? null
                : Uri.TryCreate(vault, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps ? address
                : throw new UserException($"The setting {Settings.KeyVault} is '{UrlCredentials.Redact(vault)}': expected an address such as https://NAME.vault.azure.net."),
            RetainRejected = Days(Settings.RetainRejectedDays, 30),
            RetainWorkerFiles = Days(Settings.RetainWorkerFileDays, 1),
            RetainHistory = Days(Settings.RetainHistoryDays, 30),
            Events = EventSettings.Read(configuration),
            Console = ConsoleSettings.Read(configuration),
            Worker = worker with
            {
                MaxParallelShards = Number(Settings.MaxParallelShards, worker.MaxParallelShards, 1, 1000),
                Budget = TimeSpan.FromSeconds(Number(Settings.ActivitySeconds, (int)worker.Budget.TotalSeconds, 1, 3600)),
            },
        };

        TimeSpan? Days(string name, int preset) => Number(name, preset, 0, 3650) is > 0 and var days ? TimeSpan.FromDays(days) : null;

        int Number(string name, int preset, int least, int most) => configuration.Text(name) is not { } text ? preset
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
            : throw new UserException($"The setting {name} is '{text}': expected a whole number from {least} to {most}.");
    }
}
