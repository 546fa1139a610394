using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MuBench.Inference;
using MuBench.TestUtils;

namespace MuBench.Tests;

/// <summary>The server in this process, on a free port, with the quickstart's models.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningServer(WebApplication app) => _app = app;

    public static string Models => RepositoryFiles.Path("samples", "quickstart", "models");

    public static ServerOptions Options => new() { Models = Models, Listen = "http://127.0.0.1:0" };

    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromSeconds(60) };

    public IServiceProvider Services => _app.Services;

    /// <summary>Starts a server.</summary>
    /// <param name="options">The options of the server; null for the defaults.</param>
    /// <param name="waitUntilReady">Whether to wait until its models are loaded.</param>
    /// <param name="time">The clock of the batch delay; null for the system clock.</param>
    public static async Task<RunningServer> StartAsync(ServerOptions? options = null, bool waitUntilReady = true, TimeProvider? time = null)
    {
        var server = new RunningServer(InferenceServer.Build(options ?? Options, builder =>
        {
            builder.Logging.ClearProviders();
            if (time is not null)
                builder.Services.AddSingleton(time);
        }));
        await server._app.StartAsync();
        server.Http.BaseAddress = new Uri(server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        await Waiting.UntilAsync(async () => !waitUntilReady || (await server.Http.GetAsync("/health/ready")).StatusCode == HttpStatusCode.OK);
        return server;
    }

    public Task StopAsync() => _app.StopAsync();

    /// <summary>Posts a body to <c>/v1/embeddings</c>.</summary>
    public async Task<(HttpResponseMessage Response, JsonNode Body)> PostAsync(string json)
    {
        var response = await Http.PostAsync("/v1/embeddings", new StringContent(json, Encoding.UTF8, "application/json"));
        return (response, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    /// <summary>Posts a body that must be accepted, and returns the response.</summary>
    public async Task<JsonNode> EmbedAsync(string json)
    {
        var (response, body) = await PostAsync(json);
        Assert.True(response.StatusCode == HttpStatusCode.OK, body.ToJsonString());
        return body;
    }

    /// <summary>Posts a body that must be refused, and returns the error.</summary>
    public async Task<JsonNode> RefuseAsync(HttpStatusCode status, string json)
    {
        var (response, body) = await PostAsync(json);
        Assert.True(response.StatusCode == status, $"{response.StatusCode}: {body.ToJsonString()}");
        var error = body["error"]!;
        Assert.All((string[])["message", "type", "code"], field => Assert.False(string.IsNullOrEmpty((string?)error[field]), field));
        return error;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
