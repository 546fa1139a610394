using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using MuBench.Pipeline;
using MuBench.Pipeline.Progress;
using MuBench.Reports.Html.Viewing;
using MuBench.Web;

namespace MuBench.Cli.Viewing;

/// <summary>A web server on the loopback interface that shows the runs of a store. It writes nothing but the notes of its reader.</summary>
internal sealed class Viewer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ViewAccess _access;
    private readonly PipelineContext _context;

    private Viewer(PipelineContext context, byte[] secret, int port)
    {
        _context = context;
        _access = new ViewAccess(secret, context.Store.Description);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, port));
        _app = builder.Build();
        _app.Use((request, next) => _access.CheckAsync(request, next));
        var pages = new StorePages(context, ViewSite.Viewer, request => ViewSite.Viewer with { ChangeToken = _access.ChangeToken(request) }, stopping: _app.Lifetime.ApplicationStopping);
        _app.Run(request => pages.HandleAsync(request, request.Request.Path));
    }

    /// <summary>The address to open, with its token.</summary>
    public string Address => $"{_app.Urls.First()}/?token={_access.Token}";

    /// <summary>Starts a viewer.</summary>
    /// <param name="context">The store and the clock.</param>
    /// <param name="port">The port; null for that of the last viewer if it is free, else for any free one.</param>
    /// <param name="memoryFolder">The folder in which secret and port are kept for the next viewer; null to keep nothing.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="UserException">The port is taken.</exception>
    public static async Task<Viewer> StartAsync(PipelineContext context, int? port, string? memoryFolder, CancellationToken cancellationToken)
    {
        var memory = ViewMemory.Open(memoryFolder);
        if (port is { } wanted)
        {
            return await TryStartAsync(context, memory, wanted, cancellationToken).ConfigureAwait(false)
                ?? throw new UserException($"The viewer cannot listen on port {wanted}: another program does. Leave --port out for a free one.");
        }

        var viewer = (memory.Port == 0 ? null : await TryStartAsync(context, memory, memory.Port, cancellationToken).ConfigureAwait(false))
            ?? await TryStartAsync(context, memory, 0, cancellationToken).ConfigureAwait(false)
            ?? throw new UserException("The viewer cannot listen on any port of the loopback interface.");
        memory.Keep(memoryFolder, new Uri(viewer._app.Urls.First()).Port);
        return viewer;
    }

    /// <summary>Prepares the pages that a reader opens first, see <see cref="ViewWarmUp"/>.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public Task WarmUpAsync(CancellationToken cancellationToken) => Task.Run(() => new ViewWarmUp(new RunCatalog(_context.Store), new Uri(Address)).RunAsync(cancellationToken), CancellationToken.None);

    private static async Task<Viewer?> TryStartAsync(PipelineContext context, ViewMemory memory, int port, CancellationToken cancellationToken)
    {
        var viewer = new Viewer(context, memory.Secret, port);
        try
        {
            await viewer._app.StartAsync(cancellationToken).ConfigureAwait(false);
            return viewer;
        }
        catch (IOException)
        {
            await viewer.DisposeAsync().ConfigureAwait(false);
            return null;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
