using MuBench.Reports.Html;

namespace MuBench.Tests.Reports;

public sealed class HtmlReportInBrowserTests
{
    private const string NoBrowser = "No chromium on the PATH.";

    [Fact]
    public async Task Render_TypicalInBrowser_RunsItsScriptAndAsksForNothing()
    {
        Assert.SkipUnless(Chromium.Path is not null, NoBrowser);

        var visit = await Chromium.VisitAsync(HtmlReport.Render(SampleReports.Typical()), TestContext.Current.CancellationToken);

        Assert.Empty(visit.Console);
        Assert.Empty(visit.Requests);
        Assert.Contains("title=\"Sort by this column\"", visit.Dom, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_HostileTextInBrowser_StaysText()
    {
        Assert.SkipUnless(Chromium.Path is not null, NoBrowser);

        var visit = await Chromium.VisitAsync(HtmlReport.Render(SampleReports.HostileText()), TestContext.Current.CancellationToken);

        Assert.Empty(visit.Console);
        Assert.Empty(visit.Requests);
        Assert.DoesNotContain("<img", visit.Dom, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Visit_PageThatLoadsAndComplains_IsSeen()
    {
        Assert.SkipUnless(Chromium.Path is not null, NoBrowser);

        // The control of the two tests above: what they find none of is found where it is.
        var visit = await Chromium.VisitAsync(
            "<!DOCTYPE html><img src=\"http://elsewhere.invalid/x.png\"><script>console.error('seen')</script>",
            TestContext.Current.CancellationToken);

        Assert.Contains(visit.Console, line => line.Contains("seen", StringComparison.Ordinal));
        Assert.Contains("http://elsewhere.invalid/x.png", visit.Requests);
    }
}
