using Microsoft.Extensions.Logging.Console;
using MuBench.Contrastive;
using MuBench.Inference.Batching;
using MuBench.Inference.Http;
using MuBench.Inference.Metrics;
using MuBench.Inference.Serving;
using Prometheus;

namespace MuBench.Inference;

/// <summary>Builds the server.</summary>
internal static class InferenceServer
{
    private const int MaxConnections = 1024;

    /// <summary>Builds a server. When it is started, it begins to load its models.</summary>
    /// <param name="options">The options of the server.</param>
    /// <param name="configure">Changes the host further; null for no change.</param>
    public static WebApplication Build(ServerOptions options, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(options.Listen.Split(';')).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        });
        // InertWriter replaces control characters in the log, and color codes are control characters.
        builder.Services.Configure<SimpleConsoleFormatterOptions>(console => console.ColorBehavior = LoggerColorBehavior.Disabled);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // When it stops, the host accepts no further connection and waits this long for requests in progress.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Drain);
        builder.Services.AddRouting();
        AddParts(builder.Services, options);
        configure?.Invoke(builder);
        var app = builder.Build();
        Observe(app.Services, options);
        Map(app);
        return app;
    }

    private static void AddParts(IServiceCollection services, ServerOptions options) => services
        .AddSingleton(options)
        .AddSingleton(TimeProvider.System)
        .AddSingleton(new Admissions(new Admission(options.Queue, TimeProvider.System), new Admission(options.MaxBodiesBytes, TimeProvider.System)))
        .AddSingleton(new ApiKeyGuard(options.ApiKey))
        .AddSingleton<ServerMetrics>()
        .AddSingleton<Readiness>()
        .AddSingleton<ModelCatalog>()
        .AddSingleton<EmbeddingsEndpoint>()
        .AddSingleton<ModelsEndpoint>()
        .AddSingleton<HealthEndpoints>()
        .AddSingleton<ApiErrors>()
        .AddHostedService<ModelLoader>();

    private static void Observe(IServiceProvider services, ServerOptions options)
    {
        var (metrics, admissions, readiness, catalog) = (
            services.GetRequiredService<ServerMetrics>(), services.GetRequiredService<Admissions>(), services.GetRequiredService<Readiness>(), services.GetRequiredService<ModelCatalog>());
        metrics.Observe("mubench_inference_ready", "1 if the server answers requests.", () => readiness.IsReady ? 1 : 0);
        metrics.Observe("mubench_inference_inputs", "Inputs in progress.", () => admissions.Inputs.Inside);
        metrics.Observe("mubench_inference_inputs_limit", "Maximum number of inputs in progress.", () => admissions.Inputs.Limit);
        metrics.Observe("mubench_inference_body_bytes", "Bytes of the requests in progress.", () => admissions.Bodies.Inside);
        metrics.Observe("mubench_inference_gc_pause_seconds", "Time that the garbage collector held every thread, since the start.", () => GC.GetTotalPauseDuration().TotalSeconds);
        metrics.Describe(
            "mubench_inference_model_info", "The models and what they run on.", ["model", "provider", "precision", "revision"],
            () => catalog.Models.Select(model => (string[])[model.Id, ExecutionProviders.RuntimeName(options.Provider), options.Precision, model.Loaded.Revision]));
    }

    private static void Map(WebApplication app)
    {
        var (errors, health, models) = (
            app.Services.GetRequiredService<ApiErrors>(), app.Services.GetRequiredService<HealthEndpoints>(), app.Services.GetRequiredService<ModelsEndpoint>());
        app.Use(next => context => errors.InvokeAsync(context, next));
        app.UseRouting();
        app.MapGet("/health/live", HealthEndpoints.LiveAsync);
        app.MapGet("/health/ready", health.ReadyAsync);
        app.MapMetrics(settings => settings.Registry = app.Services.GetRequiredService<ServerMetrics>().Registry);
        app.MapGet("/v1/models", models.ListAsync);
        app.MapGet("/v1/models/{**id}", models.GetAsync);
        app.MapPost("/v1/embeddings", app.Services.GetRequiredService<EmbeddingsEndpoint>().HandleAsync);
    }
}
