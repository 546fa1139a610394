using System.Net;
using System.Net.Sockets;
using Microsoft.DurableTask.Testing;
using MuBench.Functions.TestWorker;

namespace MuBench.Tests.Functions.Orchestrations;

/// <summary>Runs the app's orchestrations on the in-process Durable host, whose store is in memory.</summary>
internal static class MemoryHub
{
    public static async Task<DurableTaskTestHost> StartAsync(RunScene scene)
    {
        DurableTaskTestHost? host = null;
        host = await DurableTaskTestHost.StartAsync(
            registry => FunctionTasks.Register(registry, scene.Activities, () => host!.Client),
            new DurableTaskTestHostOptions { Port = FreePort() },
            TestContext.Current.CancellationToken);
        return host;
    }

    // The host itself would choose a random port, even if it is in use.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
