using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MuBench.Endpoints;
using MuBench.Functions.Events;
using MuBench.Functions.Http;
using MuBench.Functions.Triggers;
using MuBench.Pipeline;
using MuBench.Pipeline.Deleting;
using MuBench.Pipeline.Intake;
using MuBench.Pipeline.Listing;
using MuBench.Pipeline.Progress;
using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Secrets;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.Tests.Reports;
using MuBench.TestUtils;

namespace MuBench.Tests.Functions.Http;

/// <summary>The functions of the HTTP API with a store in a temporary folder, a stopped clock and no orchestrations.</summary>
internal sealed class ApiScene : IDisposable
{
    public const string Address = "https://app.test";

    private static readonly ServiceProvider Services = new ServiceCollection().AddLogging().AddMvcCore().Services.BuildServiceProvider();

    private readonly TemporaryFolder _folder = new();
    private readonly RunStarter _starter;
    private readonly RunStatusStore _statuses;
    private readonly ManifestIntake _intake;
    private readonly RunIndex _index;
    private readonly PipelineContext _context;

    public ApiScene()
    {
        Store = new DiskStore(_folder.Path);
        Client = new InstanceTable(Time);
        _context = new PipelineContext(Store, new SecretResolver(_ => null), EndpointPolicy.ForService(null, _ => { }), Time);
        _statuses = new RunStatusStore(_context);
        _intake = new ManifestIntake(_context);
        _index = new RunIndex(_context);
        _starter = new RunStarter(_statuses, NullLogger<RunStarter>.Instance);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 3, 14, 22, 5, TimeSpan.Zero));

    public DiskStore Store { get; }

    public InstanceTable Client { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _index.Dispose();
        _folder.Dispose();
    }

    public async Task<ApiResponse> PostRunAsync(string body, string? type = "application/json")
    {
        var request = RequestOf(body, type);
        return await AnswerAsync(await new PostRun(_context, _intake, _starter).RunAsync(request, Client, Token), request, nameof(PostRun));
    }

    public async Task<ApiResponse> ValidateAsync(string body, string? type = "application/json")
    {
        var request = RequestOf(body, type);
        return await AnswerAsync(await new ValidateManifest(_intake).RunAsync(request, Token), request, nameof(ValidateManifest));
    }

    public async Task<ApiResponse> EstimateAsync(string body, string? accept = null)
    {
        var request = RequestOf(body, "application/json");
        request.Headers.Accept = accept;
        return await AnswerAsync(await new EstimateManifest(_context).RunAsync(request, Token), request, nameof(EstimateManifest));
    }

    public async Task<ApiResponse> GetRunAsync(string id) => await AnswerAsync(await new GetRun(_context).RunAsync(RequestOf(), id, Token), RequestOf(), nameof(GetRun));

    public async Task<ApiResponse> GetRunsAsync(string query = "")
    {
        var request = RequestOf(query: query);
        return await AnswerAsync(await new GetRuns(_index, Time).RunAsync(request, Token), request, nameof(GetRuns));
    }

    public async Task<ApiResponse> CancelAsync(string id) =>
        await AnswerAsync(await new CancelRun(_context, _statuses, RunEventSender.Create(null, _context)).RunAsync(RequestOf(), id, Client, Token), RequestOf(), nameof(CancelRun));

    public async Task<ApiResponse> DeleteAsync(string id) =>
        await AnswerAsync(await new DeleteRun(new RunDeletion(_context)).RunAsync(RequestOf(), id, Client, Token), RequestOf(), nameof(DeleteRun));

    public async Task<ApiResponse> ResumeAsync(string id)
    {
        var request = RequestOf();
        return await AnswerAsync(await new ResumeRun(_context, _statuses, _starter).RunAsync(request, id, Client, Token), request, nameof(ResumeRun));
    }

    /// <summary>Requests a report.</summary>
    /// <param name="id">The run.</param>
    /// <param name="accept">The value of <c>Accept</c>; null for none.</param>
    /// <param name="method">The method.</param>
    /// <param name="headers">Further headers.</param>
    public async Task<ApiResponse> GetReportAsync(string id, string? accept = null, string method = "GET", params (string Name, string Value)[] headers)
    {
        var request = RequestOf();
        request.Method = method;
        if (accept is not null)
            request.Headers.Accept = accept;
        foreach (var (name, value) in headers)
            request.Headers[name] = value;
        return await AnswerAsync(await new GetReport(_context).RunAsync(request, id, Token), request, nameof(GetReport));
    }

    public async Task<ApiResponse> GetLeaderboardAsync(string query = "")
    {
        var request = RequestOf(query: query);
        return await AnswerAsync(await new GetLeaderboard(_context).RunAsync(request, Token), request, nameof(GetLeaderboard));
    }

    /// <summary>Sends a request to an address that no other function takes.</summary>
    public static async Task<ApiResponse> SendUnknownAsync(string method, string path)
    {
        var request = RequestOf();
        request.Method = method;
        return await ExecuteAsync(new UnknownRequest().Run(request, path), request);
    }

    /// <summary>Uploads a manifest to the store.</summary>
    /// <returns>The id of its run.</returns>
    public async Task<string> UploadAsync(string manifest) => (await _intake.AcceptAsync("manifest", Encoding.UTF8.GetBytes(manifest), Token)).RunId;

    /// <summary>Begins an attempt at a run and writes its status, as a worker of the service does.</summary>
    public async Task BeginAsync(string id)
    {
        await _statuses.BeginAsync(id, "20261103T142205000Z", Token);
        await _statuses.ComposeAsync(id, Token);
    }

    /// <summary>Ends a run, as a worker of the service does.</summary>
    public Task EndAsync(string id, string state) => _statuses.EndAsync(id, null, state, null, Token);

    /// <summary>Writes a run's status, as a conductor does.</summary>
    public async Task WriteStatusAsync(string id, string state, string? error = null, string dataset = "ubench", DateTimeOffset? startedAt = null, DateTimeOffset? updatedAt = null)
    {
        var status = new RunStatus { RunId = id, State = state, Error = error, StartedAt = startedAt ?? Time.GetUtcNow(), UpdatedAt = updatedAt ?? Time.GetUtcNow(), Dataset = dataset, Models = [] };
        await RunChanges.AnnounceAsync(Store, Time, id, Token);
        await Store.WriteAsync(StoreLayout.RunStatus(id), JsonSerializer.SerializeToUtf8Bytes(status, PipelineJsonContext.Default.RunStatus), Token);
    }

    /// <summary>Writes a finished run with its report in every format.</summary>
    public async Task<RunReport> FinishAsync(string id, string dataset = "ubench")
    {
        var typical = SampleReports.Typical();
        var report = typical with { Run = typical.Run with { Id = id, Dataset = typical.Run.Dataset with { Name = dataset } } };
        await WriteStatusAsync(id, RunStates.Done, dataset: dataset);
        await Store.WriteAsync(StoreLayout.RunReport(id, ReportFiles.Json), JsonReport.Render(report), Token);
        await Store.WriteAsync(StoreLayout.RunReport(id, ReportFiles.Html), "<!doctype html><title>µ</title>"u8.ToArray(), Token);
        await Store.WriteAsync(StoreLayout.RunReport(id, ReportFiles.Csv), "task,µ\n"u8.ToArray(), Token);
        await Store.WriteAsync(StoreLayout.RunReport(id, ReportFiles.Markdown), "# µ\n"u8.ToArray(), Token);
        return report;
    }

    private static HttpRequest RequestOf(string body = "", string? type = null, string query = "")
    {
        var request = new DefaultHttpContext().Request;
        (request.Method, request.Scheme, request.Host, request.QueryString) = ("GET", "https", new HostString("app.test"), new QueryString(query));
        request.ContentType = type;
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return request;
    }

    private static async Task<ApiResponse> AnswerAsync(IActionResult result, HttpRequest request, string operationId)
    {
        var response = await ExecuteAsync(result, request);
        DescribedResponses.AssertDescribed(operationId, response.Status, response.Type, response.Body);
        return response;
    }

    // As the app does: the result writes the response.
    private static async Task<ApiResponse> ExecuteAsync(IActionResult result, HttpRequest request)
    {
        var (http, body) = (request.HttpContext, new MemoryStream());
        http.RequestServices = Services;
        http.Response.Body = body;
        await result.ExecuteResultAsync(new ActionContext(http, new RouteData(), new ActionDescriptor()));
        var headers = http.Response.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new ApiResponse(http.Response.StatusCode, http.Response.ContentType ?? "", Encoding.UTF8.GetString(Decompress(body.ToArray(), headers.GetValueOrDefault("Content-Encoding")))) { Headers = headers, Bytes = body.ToArray() };
    }

    private static byte[] Decompress(byte[] bytes, string? coding)
    {
        using var body = new MemoryStream(bytes);
        using Stream plain = coding switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var all = new MemoryStream();
        plain.CopyTo(all);
        return all.ToArray();
    }
}
