using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MuBench.Functions.Hosting;

/// <summary>
/// Says at each start which entries of the setting of allowed endpoints were refused. The app runs without them: one of them must not keep
/// all other runs from going on.
/// </summary>
internal sealed partial class RefusedEndpoints(IReadOnlyList<string> faults, ILogger<RefusedEndpoints> logger) : IHostedService
{
    private const string Sentence = "An entry of the allowed endpoints is left out, and no manifest may call it: ";

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var fault in faults)
        {
            Refused(logger, fault);
            // A host drops what a worker logs outside an invocation, unless telemetry is set up; what it writes to the console it keeps, and
            // takes for an error by this word.
            Console.Error.WriteLine($"error: {Sentence}{fault}");
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(10, LogLevel.Error, Sentence + "{Fault}")]
    private static partial void Refused(ILogger logger, string fault);
}
