using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MuBench.Functions.Hosting;

/// <summary>
/// Reports at each start which entries of the setting of allowed endpoints were refused. The app runs without them, because one
/// invalid entry must not block all runs.
/// </summary>
internal sealed partial class RefusedEndpoints(IReadOnlyList<string> faults, ILogger<RefusedEndpoints> logger) : IHostedService
{
    private const string Sentence = "An entry of the allowed endpoints is ignored, and no manifest may call it: ";

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var fault in faults)
        {
            Refused(logger, fault);
            // The host drops what a worker logs outside an invocation, unless telemetry is configured. It keeps the worker's
            // console output,
            // and recognises an error by this word.
            Console.Error.WriteLine($"error: {Sentence}{fault}");
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(10, LogLevel.Error, Sentence + "{Fault}")]
    private static partial void Refused(ILogger logger, string fault);
}
