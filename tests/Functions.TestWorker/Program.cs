using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MuBench.Endpoints;
using MuBench.Functions.Activities;
using MuBench.Functions.Events;
using MuBench.Functions.Hosting;
using MuBench.Functions.TestWorker;
using MuBench.Pipeline;
using MuBench.Pipeline.Workers;
using MuBench.Secrets;
using MuBench.Storage.Blob;

// Arguments: connection string, task hub, container. The process works until it gets a signal, or its parent has ended.
var (connection, hub, container) = (args[0], args[1], args[2]);
var store = StoreFactory.Open($"{connection};Container={container}");
var context = new PipelineContext(store, new SecretResolver(_ => null), EndpointPolicy.ForCli(null), TimeProvider.System);
await using var worker = new RunWorker(context, new WorkerOptions());
using var events = RunEventSender.Create(null, context);
var activities = new ActivityFunctions(worker, events, NullLogger<ActivityFunctions>.Instance);
await using var started = await StorageHub.StartAsync(connection, hub, activities, services => services
    .AddSingleton(worker)
    .AddSingleton(TimeProvider.System)
    .AddHostedService<HostWatch>());
Console.WriteLine("ready");
await started.WaitForShutdownAsync();
