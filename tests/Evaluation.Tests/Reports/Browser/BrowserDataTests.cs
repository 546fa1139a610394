using System.Text;
using System.Text.Json;
using MuBench.Reports.Html.Browser;

namespace MuBench.Tests.Reports.Browser;

public sealed class BrowserDataTests
{
    [Fact]
    public void Of_EnoughRoom_HoldsEveryRowAndNamesItsTexts()
    {
        var sample = SampleQuestions.Of(SampleReports.Typical());

        var data = BrowserData.Of(sample, 1_000_000);

        using var json = JsonDocument.Parse(data.Json);
        var texts = json.RootElement.GetProperty("texts");
        var rows = json.RootElement.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal((sample.Rows.Count, sample.Rows.Sum(row => row.Questions.Count)), (data.Rows, data.Questions));
        Assert.Equal(sample.Rows.Select(row => row.Source), rows.Select(row => texts[row.GetProperty("source").GetInt32()].GetString()));
        Assert.Equal(
            sample.Rows.SelectMany(row => row.Questions).SelectMany(question => question.Options),
            rows.SelectMany(row => row.GetProperty("questions").EnumerateArray()).SelectMany(question => question.GetProperty("o").EnumerateArray()).Select(option => texts[option.GetInt32()].GetString()));
        Assert.Equal(texts.GetArrayLength(), texts.EnumerateArray().Select(text => text.GetString()).Distinct().Count());
    }

    [Fact]
    public void Of_AnswerWithTrailingDefaults_LeavesThemOut()
    {
        using var json = JsonDocument.Parse(BrowserData.Of(SampleQuestions.Of(SampleReports.Typical(), 4), 1_000_000).Json);
        var answers = json.RootElement.GetProperty("rows").EnumerateArray().SelectMany(row => row.GetProperty("questions").EnumerateArray())
            .ToLookup(question => question.GetProperty("o").GetArrayLength() == 0, question => question.GetProperty("a").EnumerateArray().Select(answer => answer.GetArrayLength()).ToList());

        // Two outcomes and two choices; then everything to the latency; of the free response that draws one, its boxes too.
        Assert.All(answers[false].SelectMany(lengths => lengths), length => Assert.Contains(length, (int[])[4, 5, 12]));
        Assert.All(answers[true].SelectMany(lengths => lengths), length => Assert.Equal(13, length));
    }

    [Fact]
    public void Of_ModelThatIsNotAsked_HasAnOutcomeOfItsOwn()
    {
        var sample = SampleQuestions.Of(SampleReports.Typical(), 1);
        var row = sample.Rows[0];
        var question = row.Questions[0];
        question = question with { Responses = [question.Responses[0] with { IsAsked = false }, .. question.Responses.Skip(1)] };

        using var json = JsonDocument.Parse(BrowserData.Of(sample with { Rows = [row with { Questions = [question] }] }, 1_000_000).Json);

        var answers = json.RootElement.GetProperty("rows")[0].GetProperty("questions")[0].GetProperty("a").EnumerateArray().Select(answer => answer[0].GetInt32()).ToList();
        Assert.Equal(8, answers[0]);
        Assert.All(answers.Skip(1), outcome => Assert.InRange(outcome, 0, 7));
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(10_000)]
    [InlineData(25_000)]
    public void Of_Budget_IsKeptAndUsed(int budget)
    {
        var sample = SampleQuestions.Of(SampleReports.Typical(), 400);

        var data = BrowserData.Of(sample, budget);

        Assert.InRange(data.Rows, budget < 5_000 ? 0 : 1, 399);
        Assert.True(Encoding.UTF8.GetByteCount(data.Json) <= budget || data.Rows == 0);
        Assert.True(BrowserData.Of(sample with { Rows = [.. sample.Rows.Take(data.Rows)] }, budget).Rows == data.Rows);
        if (budget > 5_000) Assert.True(Encoding.UTF8.GetByteCount(data.Json) > budget * 0.7);
    }

    [Fact]
    public void Of_HostileText_HasNoCharacterThatMarkupIsMadeOf()
    {
        var data = BrowserData.Of(SampleQuestions.Hostile(SampleReports.Hostile), 1_000_000);

        Assert.DoesNotContain(data.Json, character => "<>&'\u2028\u2029\u202E\u0000".Contains(character, StringComparison.Ordinal));
        Assert.Equal(9, data.Rows);
    }
}
