using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MuBench.TestUtils.Http;

/// <summary>A real HTTP server on loopback that counts and keeps its calls. Subclasses make the responses.</summary>
/// <typeparam name="TCall">What is kept of a call.</typeparam>
public abstract class LoopbackServer<TCall> : IAsyncDisposable
{
    private readonly ConcurrentQueue<TCall> _calls = new();
    private WebApplication? _app;
    private int _count;
    private int _inFlight;
    private int _maxInFlight;

    /// <summary>Address without a path.</summary>
    public Uri Address { get; protected set; } = null!;

    /// <summary>Base address for a manifest's <c>endpoint</c>.</summary>
    public Uri Endpoint => new(Address, "/v1");

    /// <summary>Number of calls so far.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>
    /// Number of calls whose response has not begun. A call with a response is not counted, so the number never exceeds the
    /// caller's own.
    /// </summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>The largest number of calls in flight so far.</summary>
    public int MaxInFlight => Volatile.Read(ref _maxInFlight);

    /// <summary>The calls so far, in order of arrival.</summary>
    public IReadOnlyList<TCall> Calls => [.. _calls];

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Begins to listen.</summary>
    /// <param name="ports">The ports, in order; 0 selects a free one.</param>
    /// <returns>An address per port.</returns>
    protected async Task<IReadOnlyList<Uri>> ListenAsync(params int[] ports)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = 64 << 20;
            options.Limits.MinResponseDataRate = null;
            foreach (var port in ports)
                options.Listen(IPAddress.Loopback, port);
        });
        var app = builder.Build();
        Map(app);
        await app.StartAsync();
        _app = app;
        Uri[] addresses = [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];
        Address = addresses[0];
        return addresses;
    }

    /// <summary>Ends as a killed process does: connections are cut. Returns false where nothing listens.</summary>
    protected async Task<bool> CloseAsync()
    {
        if (Interlocked.Exchange(ref _app, null) is not { } app)
            return false;
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await app.StopAsync(atOnce.Token);
        await app.DisposeAsync();
        return true;
    }

    /// <summary>Says which requests are calls; by default all.</summary>
    protected virtual void Map(WebApplication app) => app.Run(CountAsync);

    /// <summary>Counts a request and handles it.</summary>
    protected async Task CountAsync(HttpContext context)
    {
        var number = Interlocked.Increment(ref _count);
        try
        {
            await HandleAsync(number, context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has disconnected: killed, cancelled or past its timeout.
        }
    }

    /// <summary>Handles a call.</summary>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="context">The call.</param>
    protected abstract Task HandleAsync(int number, HttpContext context);

    /// <summary>Keeps a call.</summary>
    protected void Keep(TCall call) => _calls.Enqueue(call);

    /// <summary>Makes the response to a call, which is in flight meanwhile.</summary>
    protected async Task<T> InFlightAsync<T>(Func<Task<T>> respond)
    {
        ArgumentNullException.ThrowIfNull(respond);
        Rise(Interlocked.Increment(ref _inFlight));
        try
        {
            return await respond();
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    private void Rise(int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref _maxInFlight)) < value && Interlocked.CompareExchange(ref _maxInFlight, value, seen) != seen)
        {
        }
    }
}
