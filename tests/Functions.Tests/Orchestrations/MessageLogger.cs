using Microsoft.Extensions.Logging;

namespace MuBench.Tests.Functions.Orchestrations;

/// <summary>Gives each log line, with its level, to a function.</summary>
internal sealed class MessageLogger<T>(Action<(LogLevel Level, string Line)> write) : ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        write((logLevel, formatter(state, exception)));
}
