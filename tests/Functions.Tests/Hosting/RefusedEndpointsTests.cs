using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MuBench.Functions.Hosting;
using MuBench.Pipeline;

namespace MuBench.Tests.Functions.Hosting;

/// <summary>An invalid entry of the allowed endpoints does not stop the app from starting, and is reported.</summary>
public sealed class RefusedEndpointsTests
{
    [Fact]
    public async Task AddMuBench_OneBadEntry_AllowsTheOthers()
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["MUBENCH_CONTAINER"] = "mubench",
            ["MUBENCH_STORE"] = "UseDevelopmentStorage=true",
            ["MUBENCH_ALLOWED_ENDPOINTS"] = "https://qwen.internal/v1;https://good.example",
        });

        builder.AddMuBench();

        await using var services = builder.Services.BuildServiceProvider();
        var policy = services.GetRequiredService<PipelineContext>().Endpoints;
        Assert.True(policy.Allows(new Uri("https://good.example/v1"), out _));
        Assert.False(policy.Allows(new Uri("https://qwen.internal/v1"), out _));
    }

    [Fact]
    public async Task Start_RefusedEntries_AreErrorsInTheLog()
    {
        using var log = new ErrorLog();
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(log));
        await new RefusedEndpoints(["the first one", "the second one"], logging.CreateLogger<RefusedEndpoints>()).StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, log.Errors.Count);
        Assert.EndsWith("the second one", log.Errors[1], StringComparison.Ordinal);
    }

    private sealed class ErrorLog : ILoggerProvider, ILogger
    {
        public List<string> Errors { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                Errors.Add(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
