using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MuBench.Functions.Hosting;
using MuBench.Pipeline;

namespace MuBench.Tests.Functions.Hosting;

/// <summary>A bad entry among the allowed endpoints does not keep the app from starting, and is not passed over in silence.</summary>
public sealed class RefusedEndpointsTests
{
    [Fact]
    public async Task AddMuBench_OneBadEntry_StartsWithTheOthersAndLogsAnError()
    {
        using var log = new ErrorLog();
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.Logging.AddProvider(log);
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
        // The worker's own service is made by its type, and would look for its host.
        var hosted = builder.Services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationFactory is not null);
        var refused = hosted.Select(service => service.ImplementationFactory!(services)).OfType<RefusedEndpoints>();
        await Assert.Single(refused).StartAsync(TestContext.Current.CancellationToken);
        Assert.Contains("'https://qwen.internal/v1'", Assert.Single(log.Errors), StringComparison.Ordinal);
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
