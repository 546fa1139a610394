using MuBench.Contrastive;

namespace MuBench.Inference.Serving;

/// <summary>Loads the models while the server is already live, and stops the server if a model cannot be served.</summary>
internal sealed partial class ModelLoader(
    ServerOptions options, ModelCatalog catalog, Readiness readiness, IHostApplicationLifetime lifetime, ILogger<ModelLoader> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        lifetime.ApplicationStopping.Register(readiness.Stopping);
        try
        {
            await StartedAsync().WaitAsync(stoppingToken).ConfigureAwait(false);
            var provider = ExecutionProviders.RuntimeName(options.Provider);
            foreach (var (id, path) in ModelFolders.Find(options.Models))
            {
                var model = await ModelLoading.LoadAsync(id, path, options, stoppingToken).ConfigureAwait(false);
                catalog.Add(model);
                LogLoaded(id, model.Model.SourceDescription, provider, model.Model.ComputedBy);
                if (model.Model.MaySaturate)
                    LogMaySaturate(id, model.Model.ComputedBy);
            }

            readiness.Loaded();
            var count = catalog.Models.Count;
            LogReady(count);
        }
        catch (UserException exception)
        {
            readiness.Failed(exception.Message);
            LogFailed(exception.Message);
            lifetime.StopApplication();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server was stopped before all models were loaded.
        }
        catch (Exception exception)
        {
            readiness.Failed(exception.Message);
            throw; // unexpected: the host logs the exception and stops
        }
    }

    /// <summary>
    /// Completes once the server listens. Loading blocks, and a failure stops the started server, so neither happens within the
    /// host's start.
    /// </summary>
    private Task StartedAsync()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lifetime.ApplicationStarted.Register(started.SetResult);
        return started.Task;
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Serving '{Id}': {Description} by {Provider}, {ComputedBy}.")]
    private partial void LogLoaded(string id, string description, string provider, string computedBy);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "Ready with {Count} models.")]
    private partial void LogReady(int count);

    [LoggerMessage(EventId = 4, Level = LogLevel.Warning, Message = "'{Id}' may give other embeddings here than on other processors: {ComputedBy}. Serve it on a processor with VNNI, or serve its fp32 export.")]
    private partial void LogMaySaturate(string id, string computedBy);

    [LoggerMessage(EventId = 3, Level = LogLevel.Critical, Message = "Not served: {Reason}")]
    private partial void LogFailed(string reason);
}
