using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using MuBench.Functions.WebConsole;
using MuBench.Tests.Functions.Http;
using MuBench.Tests.Functions.Orchestrations;

namespace MuBench.Tests.Functions.WebConsole;

/// <summary>Who may use the console. Every response is checked against the OpenAPI document.</summary>
public sealed class ConsoleAccessTests : IAsyncLifetime
{
    private const string Manifest = """{ "name": "api", "benchmark": { "dataset": "drawn" }, "models": [ { "id": "chance", "kind": "random" } ] }""";

    private readonly InstanceTable _client = new(TimeProvider.System);
    private RunScene _scene = null!;

    public async ValueTask InitializeAsync() => _scene = await RunScene.CreateAsync(images: 2);

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Key_InTheAddressOnce_IsReplacedByACookieThatOnlyTheConsoleGets()
    {
        await using var server = await ConsoleServer.StartAsync(_scene.Context, _client);

        var opened = await SendAsync(server, "GET", "?key=" + Uri.EscapeDataString(ConsoleServer.Key) + "&state=done");
        var cookie = Assert.Single(opened.Headers.GetValues("Set-Cookie"));
        var page = await SendAsync(server, "GET", "", headers: [("Cookie", cookie.Split(';')[0])]);

        Assert.Equal((HttpStatusCode.Redirect, "/api/console?state=done"), (opened.StatusCode, opened.Headers.Location!.OriginalString));
        Assert.Contains("; path=/api/console; samesite=strict; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(ConsoleServer.Key, Uri.UnescapeDataString(cookie), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("frame-ancestors 'none'", page.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Theory]
    [InlineData("GET", "", "text/html", 401)]
    [InlineData("GET", "?key=wrong", "text/html", 401)]
    [InlineData("GET", "/status/none", "*/*", 401)]
    [InlineData("GET", "/schema", "*/*", 401)]
    [InlineData("POST", "/api/runs", "application/json", 401)]
    [InlineData("PUT", "/api/questions/drawn/note", "application/json", 401)]
    public async Task Key_Missing_OpensNothing(string method, string path, string accept, int status)
    {
        await using var server = await ConsoleServer.StartAsync(_scene.Context, _client);

        var response = await SendAsync(server, method, path, Manifest, ("Accept", accept), ("Sec-Fetch-Site", "same-origin"), (ConsoleAccess.ChangeHeader, ConsoleAccess.ChangeToken));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Empty(_client.Scheduled);
    }

    public static TheoryData<string?, string?, int> Origins => new()
    {
        { "same-origin", ConsoleAccess.ChangeToken, 202 },
        { "same-origin", null, 403 }, // a form of another page on the same host cannot set the header
        { "same-site", ConsoleAccess.ChangeToken, 403 },
        { "cross-site", ConsoleAccess.ChangeToken, 403 }, // even if somebody allows the other site to set headers
        { "none", ConsoleAccess.ChangeToken, 403 },
        { null, ConsoleAccess.ChangeToken, 403 },
    };

    [Theory]
    [MemberData(nameof(Origins))]
    public async Task Change_FromAnythingButAPageOfTheConsole_IsRefused(string? site, string? token, int status)
    {
        await using var server = await ConsoleServer.StartAsync(_scene.Context, _client, settings: Entra);

        var response = await SendAsync(server, "POST", "/api/runs", Manifest, (ClientPrincipal.Header, PrincipalOf(ClientPrincipal.RunRole)), ("Sec-Fetch-Site", site), (ConsoleAccess.ChangeHeader, token));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 202 ? 1 : 0, _client.Scheduled.Count);
    }

    [Theory]
    [InlineData(ClientPrincipal.ReadRole, 200, 403)]
    [InlineData(ClientPrincipal.RunRole, 200, 202)]
    [InlineData("Another.Role", 403, 403)]
    public async Task Entra_ARole_OpensWhatItIsFor(string role, int read, int run)
    {
        await using var server = await ConsoleServer.StartAsync(_scene.Context, _client, settings: Entra);
        (string, string?)[] person = [(ClientPrincipal.Header, PrincipalOf(role)), ("Accept", "text/html")];

        var page = await SendAsync(server, "GET", "", headers: person);
        var editor = await SendAsync(server, "GET", "/new", headers: person);
        var started = await SendAsync(server, "POST", "/api/runs", Manifest, [.. person, ("Sec-Fetch-Site", "same-origin"), (ConsoleAccess.ChangeHeader, ConsoleAccess.ChangeToken)]);

        Assert.Equal((read, run), ((int)page.StatusCode, (int)started.StatusCode));
        Assert.Equal(run == 202, (await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains("New run", StringComparison.Ordinal));
        Assert.Equal(run == 202 ? 200 : read == 200 ? 404 : 403, (int)editor.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nonsense")]
    [InlineData("e30=")] // an empty object
    public async Task Entra_NobodySignedIn_LeadsABrowserToSignInAndAnythingElseNowhere(string? header)
    {
        await using var server = await ConsoleServer.StartAsync(_scene.Context, _client, settings: Entra);

        var page = await SendAsync(server, "GET", "/runs/a?x=1", headers: [(ClientPrincipal.Header, header), ("Accept", "text/html")]);
        var data = await SendAsync(server, "GET", "/api/leaders", headers: [(ClientPrincipal.Header, header), ("Accept", "application/json")]);

        Assert.Equal("/.auth/login/aad?post_login_redirect_uri=%2Fapi%2Fconsole%2Fruns%2Fa%3Fx%3D1", page.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Unauthorized, data.StatusCode);
    }

    // Without the platform's authentication nothing removes the header from requests of strangers.
    [Fact]
    public async Task Entra_ThePlatformDoesNotAuthenticate_AForgedHeaderOpensNothing()
    {
        await using var server = await ConsoleServer.StartAsync(_scene.Context, _client, settings: Entra with { IsAuthenticated = false });
        await using var keyed = await ConsoleServer.StartAsync(_scene.Context, _client);

        foreach (var (one, status) in new[] { (server, HttpStatusCode.Forbidden), (keyed, HttpStatusCode.Unauthorized) })
            Assert.Equal(status, (await SendAsync(one, "GET", "", headers: [(ClientPrincipal.Header, PrincipalOf(ClientPrincipal.RunRole)), ("Accept", "text/html")])).StatusCode);
    }

    [Fact]
    public async Task Off_AnyRequest_SaysWhichSettingOpensIt()
    {
        await using var server = await ConsoleServer.StartAsync(_scene.Context, _client, settings: new ConsoleSettings(ConsoleSignIn.Off));

        var response = await SendAsync(server, "GET", "", headers: [("Accept", "text/html")]);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("MUBENCH_CONSOLE_KEY", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static ConsoleSettings Entra => new(ConsoleSignIn.Entra, IsAuthenticated: true);

    private static string PrincipalOf(string role)
    {
        var principal = new JsonObject
        {
            ["auth_typ"] = "aad",
            ["name_typ"] = "name",
            ["role_typ"] = "roles",
            ["claims"] = new JsonArray(new JsonObject { ["typ"] = "name", ["val"] = "µ" }, new JsonObject { ["typ"] = "roles", ["val"] = role }),
        };
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(principal.ToJsonString()));
    }

    private static async Task<HttpResponseMessage> SendAsync(ConsoleServer server, string method, string path, string? body = null, params (string Name, string? Value)[] headers)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        using var request = new HttpRequestMessage(new HttpMethod(method), server.Root + path);
        if (body is not null && method is not "GET") request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        foreach (var (name, value) in headers)
        {
            if (value is not null) request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var operation = method switch { "GET" => "GetConsole", "POST" => "PostConsole", _ => "PutConsole" };
        DescribedResponses.AssertDescribed(operation, (int)response.StatusCode, response.Content.Headers.ContentType?.ToString() ?? "", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return response;
    }
}
