using System.Globalization;
using MuBench.Reports.Html;
using MuBench.Reports.Html.Browser;
using MuBench.Scoring.Outcomes;
using MuBench.TestUtils.Browsing;

namespace MuBench.Tests.Reports.InBrowser;

/// <summary>The browser of questions and the confusion matrix show their data.</summary>
public sealed class QuestionBrowserTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private static readonly QuestionSample Sample = SampleQuestions.Of(SampleReports.Typical());
    private static readonly IReadOnlyList<BrowsedQuestion> All = [.. Sample.Rows.SelectMany(row => row.Questions)];

    [Fact]
    public async Task Filters_Combined_LeaveWhatTheyName()
    {
        await using var page = await OpenAsync();
        Assert.Equal(All.Count, await CountAsync(page));

        await page.ChooseAsync("browser-model", Sample.Models[2].Id);
        await page.ChooseAsync("browser-outcome", "wrong");
        Assert.Equal(All.Count(question => question.Responses[2].Outcomes[0] == Outcome.Wrong), await CountAsync(page));

        var slice = Sample.Slices.ToList().IndexOf(new BrowsedSlice("coarse", "stain"));
        await page.ChooseAsync("browser-slice", "coarse/stain");
        Assert.Equal(All.Count(question => question.Responses[2].Outcomes[0] == Outcome.Wrong && question.Slices.Contains(slice)), await CountAsync(page));

        await page.ClickAsync("#browser-reset");
        Assert.Equal(All.Count, await CountAsync(page));
    }

    [Fact]
    public async Task Filters_Disagreement_KnowsModelsFromFloorsAndProtocolsFromOneAnother()
    {
        await using var page = await OpenAsync();
        var seeing = Enumerable.Range(0, Sample.Models.Count).Where(model => !Sample.Models[model].IsFloor).ToList();
        IReadOnlyList<Outcome> Ends(BrowsedQuestion question) => [.. seeing.Select(model => question.Responses[model].Outcomes[0])];

        await page.ChooseAsync("browser-disagreement", "models");
        Assert.Equal(
            All.Count(question => Ends(question).Contains(Outcome.Correct) && Ends(question).Any(end => end is > Outcome.Correct and < Outcome.Failed)),
            await CountAsync(page));

        await page.ChooseAsync("browser-disagreement", "protocols");
        var differ = All.Count(question => seeing.Any(model =>
            (question.Responses[model].Outcomes[0] == Outcome.Correct) != (question.Responses[model].Outcomes[1] == Outcome.Correct)));
        Assert.InRange(differ, 1, All.Count - 1);
        Assert.Equal(differ, await CountAsync(page));

        await page.ChooseAsync("browser-disagreement", "none");
        Assert.Equal(All.Count(question => !Ends(question).Contains(Outcome.Correct) && Ends(question).Any(end => end < Outcome.Failed)), await CountAsync(page));

        await page.ChooseAsync("browser-disagreement", "");
        await page.ChooseAsync("browser-model", Sample.Models[0].Id);
        await page.ChooseAsync("browser-other", Sample.Models[1].Id);
        Assert.Equal(
            All.Count(question => question.Responses[0].Outcomes[0] < Outcome.Failed && question.Responses[1].Outcomes[0] < Outcome.Failed
                && (question.Responses[0].Outcomes[0] == Outcome.Correct) != (question.Responses[1].Outcomes[0] == Outcome.Correct)),
            await CountAsync(page));
    }

    [Fact]
    public async Task Filters_Text_FindsQuestionsOptionsAndAnswers()
    {
        await using var page = await OpenAsync();

        await page.Page.TypeAsync("#browser-text", "DOES IMAGE 7 show");
        Assert.Equal(6, await WaitForCountAsync(page, 6));

        await page.ClickAsync("#browser-reset");
        await page.Page.TypeAsync("#browser-text", "two boxes");
        Assert.Equal(0, await WaitForCountAsync(page, 0)); // the reference is not searched
        await page.ClickAsync("#browser-reset");
        await page.Page.TypeAsync("#browser-text", "one box");
        Assert.Equal(1, await WaitForCountAsync(page, 1));
    }

    [Fact]
    public async Task ProtocolSwitch_AtTheHead_ChangesWhatTheBrowserGoesBy()
    {
        await using var page = await OpenAsync();
        await page.ChooseAsync("browser-model", Sample.Models[0].Id);
        await page.ChooseAsync("browser-outcome", "correct");

        await page.EvaluateAsync<object>("document.getElementById('protocol-1').click()");

        Assert.Equal(All.Count(question => question.Responses[0].Outcomes[1] == Outcome.Correct), await CountAsync(page));
    }

    [Fact]
    public async Task ShowMore_ByKeyboard_AddsQuestionsAndGoesOnWithThem()
    {
        await using var page = await OpenAsync();
        Assert.Equal(20, await page.EvaluateAsync<int>("document.querySelectorAll('.item').length"));

        await page.Page.FocusAsync("#browser-more");
        await page.Page.Keyboard.PressAsync("Enter");

        Assert.Equal(40, await page.EvaluateAsync<int>("document.querySelectorAll('.item').length"));
        Assert.Equal(20, await page.EvaluateAsync<int>("[...document.querySelectorAll('.item')].indexOf(document.activeElement)"));
    }

    [Fact]
    public async Task Card_FirstQuestion_ShowsOptionsWithGoldAndEveryAnswer()
    {
        await using var page = await OpenAsync();
        var question = All[0];

        var options = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('.item')[0].querySelectorAll('.options bdi')].map(one => one.textContent)");
        var gold = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('.item')[0].querySelectorAll('.gold bdi')].map(one => one.textContent)");
        await page.EvaluateAsync<object>("document.querySelector('.item summary').click()");
        await page.Page.WaitForSelectorAsync(".item .answers");
        var answers = await page.EvaluateAsync<string[]>("[...document.querySelector('.answers').tBodies[0].rows].map(row => row.cells[0].textContent + '|' + row.cells[1].textContent)");

        Assert.Equal(question.Options, options);
        Assert.Equal([question.Options[question.AnswerIndex]], gold);
        Assert.Equal(question.Responses.Select((answer, model) => $"{Sample.Models[model].Id}|{answer.Raw ?? "–"}"), answers);
    }

    [Fact]
    public async Task Card_ImagesOfAnyNumber_AreShownOrSayWhyNot()
    {
        await using var page = await OpenAsync();

        var pictures = await page.EvaluateAsync<int[]>("[...document.querySelectorAll('.item')].map(item => item.querySelectorAll('.pictures img[alt]').length)");
        var faults = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('.pictures .muted')].map(one => one.textContent)");

        Assert.Equal([1, 0, 8], new[] { pictures[0], pictures[6], pictures[12] });
        Assert.All(faults, fault => Assert.Equal("The PNG image is damaged.", fault));
        Assert.Equal(6, faults.Length);
    }

    [Fact]
    public async Task Card_HostileText_IsShownAsText()
    {
        var sample = SampleQuestions.Hostile(SampleReports.Hostile);
        await using var page = await OpenAsync(HtmlReport.Render(SampleReports.HostileText(), sample));

        var titles = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('.item h3')].map(one => one.textContent)");

        Assert.Equal(sample.Rows.SelectMany(row => row.Questions).Take(20).Select(question => MuBench.Printing.ShownText.Clean(question.Text)), titles);
        Assert.Contains("</script><script>window.hacked=1</script>", titles);
    }

    [Fact]
    public async Task ConfusionMatrix_ModelAndSourceChosen_ShowsItsCountsAndRates()
    {
        await using var page = await OpenAsync();
        var model = SampleReports.Typical().Models.Single(model => model.Id == "generalist");
        var matrix = model.Confusions![1];

        await page.EvaluateAsync<object>("(() => { const one = document.getElementById('confusion-model'); one.value = [...one.options].find(option => option.textContent === 'generalist').value; one.dispatchEvent(new Event('change')); })()");
        await page.ChooseAsync("confusion-source", "1");

        var cells = await page.EvaluateAsync<string[]>("[...document.getElementById('confusion-matrix').tBodies[0].rows[0].cells].slice(1, 4).map(cell => cell.querySelector('small').textContent)");
        Assert.Equal(Enumerable.Range(0, 3).Select(option => $"{matrix.Chosen[0][option]} / {matrix.Offered[0][option]}"), cells);
        Assert.StartsWith($"generalist on {matrix.Source}, {matrix.N:N0} questions answered.", await page.EvaluateAsync<string>("document.querySelector('#confusion-matrix caption').textContent"), StringComparison.Ordinal);
        Assert.Equal($"{100.0 * matrix.Chosen[0][0] / matrix.Offered[0][0]:0}%", await page.EvaluateAsync<string>("document.querySelector('#confusion-matrix td.right span').textContent"));
    }

    private Task<OpenPage> OpenAsync() => OpenAsync(HtmlReport.Render(SampleReports.Typical(), Sample));

    private async Task<OpenPage> OpenAsync(string html)
    {
        var page = await fixture.Browser.OpenAsync(html);
        await page.EvaluateAsync<object>("document.getElementById('questions').scrollIntoView()");
        await page.Page.WaitForSelectorAsync("#browser-list .item");
        return page;
    }

    // The page handles a choice in its next turn of the event loop.
    private static async Task<int> CountAsync(OpenPage page)
    {
        await page.EvaluateAsync<object>("new Promise(done => setTimeout(done, 20))");
        var text = await page.EvaluateAsync<string>("document.getElementById('browser-count').textContent");
        return int.Parse(text.Split(' ')[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    private static async Task<int> WaitForCountAsync(OpenPage page, int count)
    {
        await page.Page.WaitForFunctionAsync("count => document.getElementById('browser-count').textContent.startsWith(count + ' of ')", new PuppeteerSharp.WaitForFunctionOptions { Timeout = 5_000 }, count);
        return await CountAsync(page);
    }
}
