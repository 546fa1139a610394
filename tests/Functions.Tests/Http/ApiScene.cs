using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MuBench.Endpoints;
using MuBench.Functions.Http;
using MuBench.Functions.Triggers;
using MuBench.Pipeline;
using MuBench.Pipeline.Intake;
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

    private readonly TemporaryFolder _folder = new();
    private readonly RunStarter _starter;
    private readonly RunStatusStore _statuses;
    private readonly ManifestIntake _intake;
    private readonly PipelineContext _context;

    public ApiScene()
    {
        Store = new DiskStore(_folder.Path);
        Client = new InstanceTable(Time);
        _context = new PipelineContext(Store, new SecretResolver(_ => null), EndpointPolicy.ForService(null, _ => { }), Time);
        _statuses = new RunStatusStore(_context);
        _intake = new ManifestIntake(_context);
        _starter = new RunStarter(_statuses, NullLogger<RunStarter>.Instance);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 3, 14, 22, 5, TimeSpan.Zero));

    public DiskStore Store { get; }

    public InstanceTable Client { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _starter.Dispose();
        _folder.Dispose();
    }

    public async Task<ApiResponse> PostRunAsync(string body, string? type = "application/json")
    {
        var request = RequestOf(body, type);
        var result = await new PostRun(_context, _intake, _starter).RunAsync(request, Client, Token);
        return Answered(result, nameof(PostRun)) with { Location = request.HttpContext.Response.Headers.Location };
    }

    public async Task<ApiResponse> ValidateAsync(string body) => Answered(await new ValidateManifest(_intake).RunAsync(RequestOf(body), Token), nameof(ValidateManifest));

    public async Task<ApiResponse> GetRunAsync(string id) => Answered(await new GetRun(_context).RunAsync(RequestOf(), id, Token), nameof(GetRun));

    public async Task<ApiResponse> GetRunsAsync(string query = "") => Answered(await new GetRuns(_context).RunAsync(RequestOf(query: query), Token), nameof(GetRuns));

    public async Task<ApiResponse> CancelAsync(string id) => Answered(await new CancelRun(_context, _statuses).RunAsync(RequestOf(), id, Client, Token), nameof(CancelRun));

    public async Task<ApiResponse> GetReportAsync(string id, string? accept = null)
    {
        var request = RequestOf();
        if (accept is not null)
            request.Headers.Accept = accept;
        return Answered(await new GetReport(_context).RunAsync(request, id, Token), nameof(GetReport));
    }

    public async Task<ApiResponse> GetLeaderboardAsync(string query = "") =>
        Answered(await new GetLeaderboard(_context).RunAsync(RequestOf(query: query), Token), nameof(GetLeaderboard));

    /// <summary>Writes a run's status, as a conductor does.</summary>
    public Task WriteStatusAsync(string id, string state, string? error = null, string dataset = "ubench", DateTimeOffset? startedAt = null, DateTimeOffset? updatedAt = null)
    {
        var status = new RunStatus { RunId = id, State = state, Error = error, StartedAt = startedAt ?? Time.GetUtcNow(), UpdatedAt = updatedAt ?? Time.GetUtcNow(), Dataset = dataset, Models = [] };
        return Store.WriteAsync(StoreLayout.RunStatus(id), JsonSerializer.SerializeToUtf8Bytes(status, PipelineJsonContext.Default.RunStatus), Token);
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
        (request.Scheme, request.Host, request.QueryString) = ("https", new HostString("app.test"), new QueryString(query));
        request.ContentType = type;
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return request;
    }

    private static ApiResponse Answered(IActionResult result, string operationId)
    {
        var content = Assert.IsType<ContentResult>(result);
        var response = new ApiResponse(content.StatusCode!.Value, content.ContentType!, content.Content!);
        DescribedResponses.AssertDescribed(operationId, response.Status, response.Type, response.Body);
        return response;
    }
}
