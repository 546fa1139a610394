using DurableTask.AzureStorage;
using DurableTask.Core;
using DurableTask.Core.Serializing;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing.Sidecar.Grpc;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MuBench.Functions.Activities;
using MuBench.Functions.Orchestrations;

namespace MuBench.Functions.TestWorker;

/// <summary>Runs the app's orchestrations in this process, on the real Azure Storage backend.</summary>
internal sealed class StorageHub : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly GrpcChannel _channel;
    private readonly IHost _worker;

    private static readonly TimeSpan MaxStop = TimeSpan.FromMinutes(1);

    private StorageHub(WebApplication server, GrpcChannel channel, IHost worker, AzureStorageOrchestrationService service) =>
        (_server, _channel, _worker, Service) = (server, channel, worker, service);

    /// <summary>The backend.</summary>
    public AzureStorageOrchestrationService Service { get; }

    /// <summary>The client that starts, reads and ends instances.</summary>
    public DurableTaskClient Client => _worker.Services.GetRequiredService<DurableTaskClient>();

    /// <summary>Starts a worker on a task hub, which is created if it does not exist.</summary>
    public static async Task<StorageHub> StartAsync(string connection, string hub, ActivityFunctions activities, Action<IServiceCollection>? more = null)
    {
        var service = new AzureStorageOrchestrationService(HubSettings.Read(connection, hub));
        await service.CreateIfNotExistsAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(StorageRepair.Wrap(service));
        builder.Services.AddSingleton<IOrchestrationServiceClient>(service);
        builder.Services.AddSingleton<TaskHubGrpcServer>();
        var server = builder.Build();
        server.MapGrpcService<TaskHubGrpcServer>();
        await server.StartAsync();
        var channel = GrpcChannel.ForAddress(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        IHost? worker = null;
        worker = Host.CreateDefaultBuilder()
            .ConfigureLogging(logging => logging.ClearProviders())
            .ConfigureServices(services =>
            {
                services.AddDurableTaskWorker(durable =>
                {
                    durable.UseGrpc(channel);
                    // As the host does by host.json.
                    durable.UseVersioning(new DurableTaskWorkerOptions.VersioningOptions
                    {
                        Version = HubSettings.DefaultVersion,
                        DefaultVersion = HubSettings.DefaultVersion,
                        MatchStrategy = DurableTaskWorkerOptions.VersionMatchStrategy.CurrentOrOlder,
                        FailureStrategy = DurableTaskWorkerOptions.VersionFailureStrategy.Reject,
                    });
                    durable.AddTasks(registry => FunctionTasks.Register(registry, activities, () => worker!.Services.GetRequiredService<DurableTaskClient>()));
                });
                services.AddDurableTaskClient(durable =>
                {
                    durable.UseGrpc(channel);
                    durable.UseDefaultVersion(HubSettings.DefaultVersion);
                    durable.RegisterDirectly();
                });
                more?.Invoke(services); // last, because services are stopped in reverse order
            })
            .Build();
        await worker.StartAsync();
        return new StorageHub(server, channel, worker, service);
    }

    /// <summary>Starts a run on a task hub of another process, as a trigger does.</summary>
    public static async Task StartRunAsync(string connection, string hub, string runId)
    {
        IOrchestrationServiceClient service = new AzureStorageOrchestrationService(HubSettings.Read(connection, hub));
        var client = new TaskHubClient(service, JsonDataConverter.Default);
        await client.CreateOrchestrationInstanceAsync(nameof(RunOrchestrator), HubSettings.DefaultVersion, runId, runId);
    }

    /// <summary>Waits for a signal, or for a service that ends the process.</summary>
    public Task WaitForShutdownAsync() => _worker.WaitForShutdownAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // The backend's own stop has no limit.
        await _worker.StopAsync().WaitAsync(MaxStop);
        _worker.Dispose();
        _channel.Dispose();
        await _server.StopAsync().WaitAsync(MaxStop);
        await _server.DisposeAsync().AsTask().WaitAsync(MaxStop);
    }
}
