using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MuBench.Functions.Events;
using MuBench.Functions.Triggers;
using MuBench.Functions.WebConsole;
using MuBench.Pipeline;
using MuBench.Pipeline.Intake;
using MuBench.Pipeline.Listing;
using MuBench.Pipeline.Progress;

namespace MuBench.Tests.Functions.WebConsole;

/// <summary>The functions of the console on a real server of the loopback interface.</summary>
internal sealed class ConsoleServer : IAsyncDisposable
{
    /// <summary>The console's key.</summary>
    public const string Key = "a key of the console, long enough";

    private readonly WebApplication _app;
    private readonly RunEventSender _events;
    private readonly RunIndex _index;

    private ConsoleServer(PipelineContext context, DurableTaskClient client, ConsoleSettings settings, int port)
    {
        var statuses = new RunStatusStore(context);
        _events = RunEventSender.Create(null, context);
        _index = new RunIndex(context);
        var (access, pages) = (new ConsoleAccess(settings), new ConsolePages(context, _index));
        var api = new ConsoleApi(context, new ManifestIntake(context), new RunStarter(statuses, NullLogger<RunStarter>.Instance), statuses, _events);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddMvcCore();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, port));
        _app = builder.Build();
        _app.Map(ConsoleAccess.Root + "/{**path}", async (HttpContext http, string? path) =>
        {
            var result = http.Request.Method switch
            {
                "GET" or "HEAD" => new GetConsole(access, pages).Run(http.Request, path),
                "POST" => await new PostConsole(access, pages, api).RunAsync(http.Request, path, client, http.RequestAborted),
                _ => new PutConsole(access, pages).Run(http.Request, path),
            };
            await result.ExecuteResultAsync(new ActionContext(http, new RouteData(), new ActionDescriptor()));
        });
    }

    /// <summary>The address of the console.</summary>
    public string Root => $"http://127.0.0.1:{Port}{ConsoleAccess.Root}";

    /// <summary>The port.</summary>
    public int Port { get; private set; }

    /// <summary>Starts a server that people open with <see cref="Key"/>, or as the settings say.</summary>
    public static async Task<ConsoleServer> StartAsync(PipelineContext context, DurableTaskClient client, int port = 0, ConsoleSettings? settings = null)
    {
        var server = new ConsoleServer(context, client, settings ?? new ConsoleSettings(ConsoleSignIn.Key, Key), port);
        await server._app.StartAsync();
        server.Port = new Uri(server._app.Urls.First()).Port;
        return server;
    }

    /// <summary>The address of a page with the key.</summary>
    public string AddressOf(string path) => $"{Root}{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}key={Uri.EscapeDataString(Key)}";

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _events.Dispose();
        _index.Dispose();
    }
}
