using MuBench.Reports.Html;
using MuBench.Scoring.Slices;
using MuBench.TestUtils.Browsing;
using PuppeteerSharp.Media;

namespace MuBench.Tests.Reports.InBrowser;

/// <summary>The page at several widths and on paper.</summary>
public sealed class LayoutTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    [Theory]
    [InlineData(400, "light")]
    [InlineData(800, "dark")]
    [InlineData(1400, "light")]
    public async Task Page_AnyWidth_BreaksNoWordAndCutsNothingOffWithoutASign(int width, string scheme)
    {
        await using var page = await fixture.Browser.OpenAsync(HtmlReport.Render(SampleReports.Typical(), SampleQuestions.Of(SampleReports.Typical())), scheme, width);
        await page.Page.WaitForSelectorAsync("#browser-list .item");
        await page.EvaluateAsync<object>("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))");

        Assert.Empty(await page.EvaluateAsync<string[]>(PageScripts.BrokenWords));
        Assert.Empty(await page.EvaluateAsync<string[]>(PageScripts.CutOff));
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Theory]
    [InlineData(400, "light")]
    [InlineData(800, "light")]
    [InlineData(1000, "dark")]
    [InlineData(1200, "light")]
    [InlineData(1400, "dark")]
    public async Task Page_WithFourColumnsOfScores_BreaksNoNumber(int width, string scheme)
    {
        var report = SampleReports.Typical();
        report = report with
        {
            Models = [.. report.Models.Select(model => model with { Scores = [.. model.Scores, .. model.Scores.Where(score => score.Task == "fine").SelectMany(score => (SliceScore[])[score with { Task = "cognition" }, score with { Task = "mitosis" }])] })],
        };

        await using var page = await fixture.Browser.OpenAsync(HtmlReport.Render(report, SampleQuestions.Of(report)), scheme, width);

        Assert.True(await page.EvaluateAsync<int>("document.querySelectorAll('#leaderboard thead th.task').length") >= 4);
        Assert.Empty(await page.EvaluateAsync<string[]>(PageScripts.BrokenNumbers));
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task WideTable_ScrolledToItsEnd_NoLongerSaysThatThereIsMore()
    {
        await using var page = await fixture.Browser.OpenAsync(HtmlReport.Render(SampleReports.Typical()), width: 400);
        await page.Page.WaitForSelectorAsync("#leaderboard .scroll.more");
        Assert.Equal("more columns →", await page.EvaluateAsync<string>("document.querySelector('#leaderboard .hint').textContent"));

        await page.EvaluateAsync<object>("(() => { const frame = document.querySelector('#leaderboard .scroll'); frame.scrollLeft = frame.scrollWidth; return null; })()");

        await page.Page.WaitForFunctionAsync("() => document.querySelector('#leaderboard .hint').textContent === '← more columns'");
        Assert.Null(await page.Page.QuerySelectorAsync("#leaderboard .scroll.more"));
    }

    [Fact]
    public async Task Differences_OpenedPage_ShowsTheLeaderAgainstEachAndTheRestWhenOpened()
    {
        var report = SampleReports.Typical();
        await using var page = await fixture.Browser.OpenAsync(HtmlReport.Render(report));

        var shown = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('#differences table.forest')].filter(table => table.checkVisibility()).flatMap(table => [...table.tBodies[0].rows].map(row => row.cells[0].textContent + '|' + row.cells[1].textContent))");
        var closed = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('#differences .panel')][0].querySelectorAll('details').length === 0 ? [] : [...[...document.querySelectorAll('#differences .panel')][0].querySelectorAll('details > summary')].map(one => one.textContent.replace(/ \\(.*/, ''))");

        Assert.All(shown, pair => Assert.StartsWith("generalist|", pair, StringComparison.Ordinal));
        Assert.Contains("Pairs with a floor on coarse", closed);
        Assert.Contains("Every comparison on coarse, by slice", closed);
    }

    [Theory]
    [InlineData("typical", "A4", 14)]
    [InlineData("typical", "Letter", 14)]
    [InlineData("interpolation", "A4", 14)]
    [InlineData("interpolation", "Letter", 14)]
    public async Task Page_Printed_HasFewPagesOfThePaperAndNoComparisonWithFloors(string sample, string paper, int max)
    {
        var report = sample == "typical" ? SampleReports.Typical() : SampleInterpolations.Typical();
        await using var page = await fixture.Browser.OpenAsync(HtmlReport.Render(report, SampleQuestions.Of(report)));

        var printout = await Printout.OfAsync(page.Page, paper);

        Assert.InRange(printout.Pages, 1, max);
        Assert.Equal(paper == "A4" ? [0, 0, 842, 596] : [0, 0, 792, 612], printout.Size);
        await page.Page.EmulateMediaTypeAsync(MediaType.Print);
        Assert.Equal(0, await page.EvaluateAsync<int>("[...document.querySelectorAll('#differences details')].filter(one => one.checkVisibility()).length"));
    }
}
