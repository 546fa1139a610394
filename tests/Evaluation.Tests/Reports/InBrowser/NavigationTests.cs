using System.Globalization;
using MuBench.Reports.Html;
using MuBench.Reports.Html.Browser;
using MuBench.Scoring.Outcomes;
using MuBench.TestUtils.Browsing;

namespace MuBench.Tests.Reports.InBrowser;

/// <summary>From a number to its questions, from a question to its image, and back; by mouse, by keyboard and by a shared link.</summary>
public sealed class NavigationTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private static readonly QuestionSample Sample = SampleQuestions.Of(SampleReports.Typical());
    private static readonly IReadOnlyList<BrowsedQuestion> All = [.. Sample.Rows.SelectMany(row => row.Questions)];

    [Fact]
    public async Task HeatMapCell_Clicked_LeadsToItsQuestionsAndBackLeadsAway()
    {
        await using var page = await OpenAsync();
        await LinkHeatMapAsync(page);
        var model = Sample.Models[0].Id;

        await page.ClickAsync($".heat a[href='#model={model}&slice=coarse%2Fstain']");

        await WaitForCountAsync(page, All.Count(question => question.Key == "stain"));
        Assert.Equal((model, "coarse/stain"), (await ValueAsync(page, "browser-model"), await ValueAsync(page, "browser-slice")));
        await page.EvaluateAsync<object>("history.back()");
        await WaitForCountAsync(page, All.Count);
        Assert.Equal("", await ValueAsync(page, "browser-model"));
    }

    [Fact]
    public async Task HeatMap_ByKeyboard_IsOneStopAndItsArrowsMove()
    {
        await using var page = await OpenAsync();
        await LinkHeatMapAsync(page);
        Assert.Equal(1, await page.EvaluateAsync<int>("document.querySelectorAll('.heat[data-task]')[0].querySelectorAll('a[tabindex=\"0\"]').length"));

        await page.EvaluateAsync<object>("document.querySelector('.heat a[tabindex=\"0\"]').focus()");
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await page.Page.Keyboard.PressAsync("ArrowDown");
        var cell = await page.EvaluateAsync<string>("document.activeElement.hash");
        Assert.Contains("model=", cell, StringComparison.Ordinal);
        Assert.DoesNotContain("slice=coarse%2Fall", cell, StringComparison.Ordinal);
        await page.Page.Keyboard.PressAsync("Enter");

        await page.Page.WaitForFunctionAsync("hash => location.hash === hash", new PuppeteerSharp.WaitForFunctionOptions { Timeout = 5_000 }, cell);
    }

    [Fact]
    public async Task OutcomeAndMissingCounts_Always_LeadToTheirQuestions()
    {
        await using var page = await OpenAsync();

        var outcomes = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('#outcomes td a')].map(one => one.getAttribute('href'))");
        var missing = await page.EvaluateAsync<bool[]>("[...document.querySelectorAll('#missing tbody tr')].map(row => row.querySelectorAll('a').length > 0)");

        Assert.Contains($"#model={Uri.EscapeDataString(Sample.Models[0].Id)}&outcome=wrong", outcomes);
        Assert.NotEmpty(missing);
        Assert.All(missing, Assert.True);
    }

    [Fact]
    public async Task Address_OfAPass_ShowsWhatIsMissingInItAndTheConditionCanBeTakenAway()
    {
        await using var page = await OpenAsync(hash: "#pass=generalist%23repeat-1");
        await WaitForCountAsync(page, 1);

        await page.ClickAsync("#browser-chips button");

        await WaitForCountAsync(page, All.Count);
        Assert.Equal("#questions", await page.EvaluateAsync<string>("location.hash"));
    }

    [Fact]
    public async Task Address_WithProtocolAndOutcome_SetsBoth()
    {
        await using var page = await OpenAsync(hash: $"#model={Sample.Models[0].Id}&outcome=correct&protocol=strict");

        await WaitForCountAsync(page, All.Count(question => question.Responses[0].Outcomes[1] == Outcome.Correct));
        Assert.True(await page.EvaluateAsync<bool>("document.getElementById('protocol-1').checked"));
    }

    [Fact]
    public async Task Address_OfAModelThatThePageLacks_FindsNothingAndSaysSo()
    {
        await using var page = await OpenAsync(hash: "#model=elsewhere");

        await WaitForCountAsync(page, 0);
        Assert.Contains("The run may have more such questions", await page.EvaluateAsync<string>("document.getElementById('browser-count').textContent"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConfusionCell_Clicked_FiltersByBothClasses()
    {
        await using var page = await OpenAsync();
        await page.EvaluateAsync<object>("document.querySelector('#confusion-matrix td.right a').click()");

        await page.Page.WaitForSelectorAsync("#browser-chips button");
        var chips = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('#browser-chips button')].map(one => one.textContent.split(':')[0])");
        Assert.Equal(["fine questions of", "correct class", "chosen class"], chips);
    }

    [Fact]
    public async Task Question_OpenedByClick_IsInTheAddressAndBackClosesIt()
    {
        await using var page = await OpenAsync();

        await page.ClickAsync(".item h3 a");

        await page.Page.WaitForSelectorAsync("#question[open]");
        var first = All[0];
        Assert.Equal($"#q={Sample.Rows[0].Row}.{first.Key}", await page.EvaluateAsync<string>("location.hash"));
        Assert.Equal(first.Text, await page.EvaluateAsync<string>("document.getElementById('question-title').textContent"));
        Assert.Equal(Sample.Models.Select(model => model.Id), await page.EvaluateAsync<string[]>("[...document.querySelectorAll('.answer .model')].map(one => one.textContent)"));
        Assert.Equal(["official", "strict", "lenient", "usage"], await page.EvaluateAsync<string[]>($"[...document.querySelectorAll('.answer')[{Answered(first)}].querySelectorAll('dt')].map(one => one.textContent)"));
        Assert.Equal("321 tokens in · 7 out · 654 ms", await page.EvaluateAsync<string>($"[...document.querySelectorAll('.answer')[{Answered(first)}].querySelectorAll('dd')].at(-1).textContent"));
        Assert.Equal(first.Responses[Answered(first)].Prompt, await page.EvaluateAsync<string>("document.querySelector('#question-prompts pre').textContent"));

        await page.EvaluateAsync<object>("history.back()");
        await page.Page.WaitForSelectorAsync("#question:not([open])", new PuppeteerSharp.WaitForSelectorOptions { Hidden = true });
    }

    [Fact]
    public async Task Question_SharedLink_OpensItAndKeysMoveZoomAndClose()
    {
        await using var page = await OpenAsync(hash: $"#q={Sample.Rows[2].Row}.{Sample.Rows[2].Questions[0].Key}");
        await page.Page.WaitForSelectorAsync("#question[open]");
        Assert.Equal(8, await page.EvaluateAsync<int>("document.querySelectorAll('#question-parts button').length"));

        var before = await page.EvaluateAsync<string>("document.getElementById('question-level').textContent");
        await page.Page.Keyboard.PressAsync("+");
        Assert.NotEqual(before, await page.EvaluateAsync<string>("document.getElementById('question-level').textContent"));
        await page.Page.Keyboard.PressAsync("1");
        Assert.Equal("100%", await page.EvaluateAsync<string>("document.getElementById('question-level').textContent"));
        await page.Page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal($"#q={Sample.Rows[2].Row}.{Sample.Rows[2].Questions[1].Key}", await page.EvaluateAsync<string>("location.hash"));
        await page.Page.Keyboard.PressAsync("Escape");

        await page.Page.WaitForSelectorAsync("#question:not([open])", new PuppeteerSharp.WaitForSelectorOptions { Hidden = true });
        Assert.Equal("#questions", await page.EvaluateAsync<string>("location.hash"));
    }

    [Fact]
    public async Task Question_ThatAsksForBoxes_DrawsTrueOnesAndThoseOfModels()
    {
        await using var page = await OpenAsync(hash: $"#q={Sample.Rows[3].Row}.domain");
        await page.Page.WaitForSelectorAsync("#question-overlay .drawn rect");

        Assert.Equal(2, await page.EvaluateAsync<int>("document.querySelectorAll('#question-overlay .truth > *').length"));
        Assert.Equal("0 0 200 100", await page.EvaluateAsync<string>("document.getElementById('question-overlay').getAttribute('viewBox')"));
        await page.ClickAsync("#question-regions input");
        Assert.Equal("none", await page.EvaluateAsync<string>("document.querySelector('#question-overlay .truth').style.display"));
    }

    [Fact]
    public async Task Question_FileOfItsImageMissing_ShowsTheThumbnailAndSaysSo()
    {
        await using var page = await fixture.Browser.OpenAsync(HtmlReport.Render(SampleReports.Typical(), Sample, PageImages.Files), hash: $"#q={Sample.Rows[0].Row}.stain");
        await page.Page.WaitForFunctionAsync("() => document.getElementById('question-note').textContent.includes('could not be loaded')", new PuppeteerSharp.WaitForFunctionOptions { Timeout = 5_000 });

        Assert.StartsWith("data:image/webp", await page.EvaluateAsync<string>("document.querySelector('#question-canvas img').src"), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_WithImagesOfFullSize_ContainsThem()
    {
        var page = HtmlReport.Render(SampleReports.Typical(), Sample, PageImages.Full);

        Assert.Contains("\"full\":[\"data:image/webp;base64,", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\"full\":", HtmlReport.Render(SampleReports.Typical(), Sample), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1400, "light")]
    [InlineData("", 400, "dark")]
    [InlineData("#q=0.stain", 1400, "dark")]
    [InlineData("#q=0.stain", 400, "light")]
    public async Task Page_Always_ViolatesNoRuleOfAxe(string hash, int width, string scheme)
    {
        Assert.SkipUnless(Axe.IsAvailable, "axe-core needs Node.js and npm.");
        await using var page = await fixture.Browser.OpenAsync(HtmlReport.Render(SampleReports.Typical(), Sample), scheme, width, hash: hash);
        await page.Page.WaitForSelectorAsync("#browser-list .item");
        if (hash.Length == 0) await LinkHeatMapAsync(page);

        Assert.Empty(await Axe.CheckAsync(page));
    }

    private static int Answered(BrowsedQuestion question) => question.Responses.ToList().FindIndex(response => response.Prompt is not null);

    private static async Task LinkHeatMapAsync(OpenPage page)
    {
        await page.EvaluateAsync<object>("document.querySelector('.heat[data-task]').scrollIntoView()");
        await page.Page.WaitForSelectorAsync(".heat a.q");
    }

    private async Task<OpenPage> OpenAsync(string hash = "")
    {
        var page = await fixture.Browser.OpenAsync(HtmlReport.Render(SampleReports.Typical(), Sample), hash: hash);
        await page.Page.WaitForFunctionAsync("() => document.getElementById('browser-count').textContent !== ''");
        return page;
    }

    private static Task<string> ValueAsync(OpenPage page, string id) => page.EvaluateAsync<string>($"document.getElementById('{id}').value");

    private static async Task WaitForCountAsync(OpenPage page, int count) => await page.Page.WaitForFunctionAsync(
        "count => document.getElementById('browser-count').textContent.startsWith(count + ' of ')",
        new PuppeteerSharp.WaitForFunctionOptions { Timeout = 5_000 },
        count.ToString("N0", CultureInfo.InvariantCulture));
}
