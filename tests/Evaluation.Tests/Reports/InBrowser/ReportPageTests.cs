using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Reports.Html;
using MuBench.Reports.Html.Browser;
using MuBench.Reports.Html.Comparisons;
using MuBench.Reports.Html.Leaderboards;
using MuBench.Scoring.Results;
using MuBench.TestUtils.Browsing;
using PuppeteerSharp.Media;

namespace MuBench.Tests.Reports.InBrowser;

/// <summary>The page in a browser: its scripts run, it makes no requests, and it can be read and used.</summary>
public sealed class ReportPageTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private static readonly Dictionary<string, (Func<RunReport> Report, Func<QuestionSample> Questions)> Pages = new()
    {
        ["typical"] = (SampleReports.Typical, () => SampleQuestions.Of(SampleReports.Typical())),
        ["hostile text"] = (SampleReports.HostileText, () => SampleQuestions.Hostile(SampleReports.Hostile)),
        ["hostile interpolation"] = (SampleInterpolations.Hostile, () => SampleQuestions.Hostile(SampleReports.Hostile)),
        ["one model"] = (SampleReports.OneModel, () => SampleQuestions.Of(SampleReports.OneModel())),
        ["no models"] = (SampleReports.NoModels, () => SampleQuestions.Of(SampleReports.NoModels(), 0)),
    };

    public static TheoryData<string, string> PagesAndSchemes => [.. Pages.Keys.SelectMany(page => new[] { (page, "light"), (page, "dark") })];

    [Theory]
    [MemberData(nameof(PagesAndSchemes))]
    public async Task Page_EveryControlUsed_ComplainsOfNothingAndAsksForNothing(string sample, string scheme)
    {
        await using var page = await OpenAsync(sample, scheme);

        var used = await page.EvaluateAsync<int>(PageScripts.UseEveryControl);

        Assert.True(used > 0 || sample == "no models");
        Assert.Empty(page.Complaints);
        Assert.Empty(page.Requests);
        Assert.False(await page.EvaluateAsync<bool>("'hacked' in window"));
        Assert.Equal(0, await page.EvaluateAsync<int>("document.querySelectorAll('img:not([src^=\"data:image/webp;base64,\"]), iframe, object, [onerror], [onclick]').length"));
        Assert.Equal(0, await page.EvaluateAsync<int>("[...document.querySelectorAll('script')].filter(one => one.type !== 'application/json').length - 1"));
    }

    [Fact]
    public async Task LeaderboardPage_EveryControlUsed_ComplainsOfNothingAndAsksForNothing()
    {
        await using var page = await fixture.Browser.OpenAsync(LeaderboardPage.Render(new FinishedRuns("ubench", [SampleReports.Typical()], []), id => $"runs/{id}/report.html"));

        Assert.True(await page.EvaluateAsync<int>(PageScripts.UseEveryControl) > 0);
        Assert.Empty(page.Complaints);
        Assert.Empty(page.Requests);
        Assert.NotNull(await page.Page.QuerySelectorAsync("th[aria-sort] button[title='Sort by this column']"));
    }

    [Fact]
    public async Task Page_ThatLoadsAndComplains_IsSeen()
    {
        // The control of the test above: the script finds poor contrast where there is some.
        await using var page = await fixture.Browser.OpenAsync(
            "<!DOCTYPE html><img src=\"http://elsewhere.invalid/x.png\" onerror=\"window.hacked=1\"><script>console.error('seen'); throw new Error('thrown')</script>");
        await page.EvaluateAsync<object>("new Promise(done => setTimeout(done, 100))");

        Assert.Contains("http://elsewhere.invalid/x.png", page.Requests);
        Assert.Contains(page.Complaints, complaint => complaint.Contains("seen", StringComparison.Ordinal));
        Assert.Contains(page.Complaints, complaint => complaint.Contains("thrown", StringComparison.Ordinal));
        Assert.True(await page.EvaluateAsync<bool>("'hacked' in window"));
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Page_EveryTextShown_HasEnoughContrast(string scheme)
    {
        await using var page = await OpenAsync("typical", scheme);
        await page.ChooseAsync("browser-model", SampleReports.Typical().Models[2].Id); // opens the tables of responses

        Assert.Empty(await page.EvaluateAsync<string[]>(PageScripts.PoorContrast));
        await page.EvaluateAsync<int>(PageScripts.UseEveryControl);
        Assert.Empty(await page.EvaluateAsync<string[]>(PageScripts.PoorContrast));
    }

    [Fact]
    public async Task Page_TabKey_ReachesEveryControlAndShowsWhereItIs()
    {
        await using var page = await OpenAsync("typical", "light");
        await page.EvaluateAsync<object>("scrollTo(0, 0)");
        var reached = new HashSet<string>();
        for (var press = 0; press < 600; press++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            var focused = await page.EvaluateAsync<object[]>(PageScripts.Focused);
            if (focused[0].ToString() is not { Length: > 0 } name) break;
            Assert.True(focused[1].ToString() is "True" or "true", $"It cannot be seen that '{name}' has the focus.");
            reached.Add(name);
        }

        Assert.Superset(
            new HashSet<string> { "Skip to the leaderboard", "pair-filter", "intervals-0", "protocol-0", "heat-0", "confusion-model", "confusion-source", "browser-model", "browser-outcome", "browser-disagreement", "browser-slice", "browser-text", "browser-reset", "browser-more" },
            reached);
    }

    [Fact]
    public async Task Page_Headings_AreInOrder()
    {
        await using var page = await OpenAsync("typical", "light");

        var levels = await page.EvaluateAsync<int[]>(PageScripts.HeadingLevels);

        Assert.Equal(1, levels[0]);
        Assert.Contains(3, levels);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
    }

    [Theory]
    [InlineData("typical")]
    [InlineData("large")]
    public async Task Page_Printed_IsLightAndWholeAndLeavesTheBrowserOut(string sample)
    {
        await using var page = sample == "large" ? await fixture.Browser.OpenAsync(HtmlReport.Render(SampleReports.Large()), "dark", 1040) : await OpenAsync(sample, "dark", 1040);
        await page.Page.EmulateMediaTypeAsync(MediaType.Print); // 1040 pixels are the width of a landscape A4 page without its margins

        Assert.Empty(await page.EvaluateAsync<string[]>(PageScripts.WideTables));
        Assert.False(await page.EvaluateAsync<bool>("document.getElementById('browser')?.checkVisibility() ?? false"));
        Assert.Equal("rgb(27, 34, 39)", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('h1')).color"));
        Assert.Empty(await page.EvaluateAsync<string[]>(PageScripts.PoorContrast.Replace("throw new Error('no background')", "return [255, 255, 255, 1]", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Comparisons_MoreThanThePageHolds_AreMadeWhenOpenedAndFiltered()
    {
        var report = SampleReports.Large();
        var coarse = report.Comparisons.Where(pair => pair.Task == "coarse").ToList();
        Assert.True(coarse.Count > ComparisonTable.MaxRows);
        await using var page = await fixture.Browser.OpenAsync(HtmlReport.Render(report));
        const string Rows = "[...document.querySelector('#differences details.slices').querySelectorAll('tbody tr')].filter(row => !row.hidden)";
        Assert.Equal(0, await page.EvaluateAsync<int>(Rows + ".length"));

        await page.ClickAsync("#differences details.slices summary");
        await page.Page.WaitForSelectorAsync("#differences details.slices tbody tr");
        Assert.Equal(
            coarse.Select(pair => $"{pair.A}|{pair.B}|{pair.Slice}|{ReportNumbers.Count(pair.N)}|{ReportNumbers.PValue(pair.P)}"),
            await page.EvaluateAsync<string[]>(Rows + ".map(row => [0, 1, 2, 3, 8].map(cell => row.cells[cell].textContent).join('|'))"));

        await page.ChooseAsync("pair-filter", "model-c");
        Assert.Equal(coarse.Count(pair => pair.A == "model-c" || pair.B == "model-c"), await page.EvaluateAsync<int>(Rows + ".length"));
    }

    [Fact]
    public async Task Page_Narrow_DoesNotScrollSideways()
    {
        await using var page = await OpenAsync("typical", "light", 400);

        Assert.Equal(400, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task Page_WithoutScript_SaysWhatIsMissingAndHasTheRest()
    {
        await using var page = await fixture.Browser.OpenAsync(HtmlReport.Render(SampleReports.Typical(), SampleQuestions.Of(SampleReports.Typical())), script: false);

        var shown = await page.Page.QuerySelectorAllAsync("#browser-off, .board, .heat:not(.confusion), .confusions");

        Assert.NotNull(await page.Page.QuerySelectorAsync("#browser[hidden]"));
        Assert.NotNull(await page.Page.QuerySelectorAsync("#confusion[hidden]"));
        Assert.True(shown.Length > 4);
    }

    private async Task<OpenPage> OpenAsync(string sample, string scheme, int width = 1280)
    {
        var questions = Pages[sample].Questions();
        var page = await fixture.Browser.OpenAsync(HtmlReport.Render(Pages[sample].Report(), questions), scheme, width);
        if (questions.Rows.Count == 0) return page;
        await page.EvaluateAsync<object>("document.getElementById('questions').scrollIntoView()");
        await page.Page.WaitForSelectorAsync("#browser-list .item");
        return page;
    }
}
