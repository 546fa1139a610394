using MuBench.Exports;
using MuBench.Pipeline;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Verifying;
using MuBench.Reports;
using MuBench.Reports.Html.Leaderboards;
using MuBench.TestUtils.Approved;

namespace MuBench.Tests.Approved;

/// <summary>
/// The files of a run in the store, and its exports and pages, are as approved in <c>tests/approved/run</c>. This includes the hashes
/// by which responses and runs are found again: run id, model keys, keys of responses, dataset revision, and the shards' hashes.
/// </summary>
public sealed class RunTreeTests(ApprovedRun run) : IClassFixture<ApprovedRun>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_FromItsManifestToItsReport_LeavesTheApprovedStore()
    {
        ApprovedFiles.AssertTree("run/store", await StoredTree.ReadAsync(run.Store, Token));

        var verified = await new VerifyRun(run.Context).RunAsync(new VerifyRequest(run.RunId), Token);
        Assert.Empty(verified.Differences);
    }

    [Fact]
    public async Task Exports_OfTheRun_AreTheApprovedFiles()
    {
        Directory.CreateDirectory(run.Elsewhere);

        foreach (var (format, target) in ((string, string)[])[(ExportFormats.JsonLines, "rows.jsonl"), (ExportFormats.LmEval, "lm-eval"), (ExportFormats.LmmsEval, "lmms-eval")])
        {
            await new ExportRun(run.Context, new RunInputs(run.Context)).RunAsync(
                new ExportRequest(run.RunId, format, Path.Combine(run.Elsewhere, target), ["hosted#blind", "chance"]), null, Token);
        }

        ApprovedFiles.AssertTree("run/exports", StoredTree.Read(run.Elsewhere));
    }

    [Fact]
    public async Task Pages_OfTheRun_AreTheApprovedFiles()
    {
        var report = await FinishedRun.ReadReportAsync(run.Store, run.RunId, Token);
        var finished = await new RunCatalog(run.Store).ReadFinishedAsync("drawn", Token);

        ApprovedFiles.AssertSame("run/junit.xml", StoredTree.Masked(JUnitReport.Render(report, failInconclusive: true)));
        ApprovedFiles.AssertSame("run/leaderboard.html", StoredTree.Masked(System.Text.Encoding.UTF8.GetBytes(LeaderboardPage.Render(finished, id => $"runs/{id}/report"))));
    }
}
