using MuBench.Manifests;
using MuBench.Scoring;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;

namespace MuBench.Tests.Scoring.Outcomes;

public sealed class ResponseAlarmsTests
{
    private static readonly GenerationManifest Generation = new() { MaxOutputTokens = 128, ReasoningEffort = "high" };

    private static readonly ModelManifest Model = new() { Id = "m", Kind = ModelKinds.OpenAI, Model = "Qwen/Qwen3-VL-8B", Generation = Generation };

    [Theory]
    [InlineData(95, 5, false)]
    [InlineData(94, 6, true)]
    [InlineData(0, 1, true)]
    [InlineData(1, 0, false)]
    public void Of_Share_AboveTheThresholdAlone(int correct, int truncated, bool expected)
    {
        var alarm = ResponseAlarms.Of(new OutcomeCounts(correct, 0, 0, 0, 0, truncated, 50, 50), 0.05, null, Protocols.Official);

        Assert.Equal(expected, alarm is not null);
    }

    [Fact]
    public void Of_Counts_SaysThemWithWhatIsNow()
    {
        var alarm = ResponseAlarms.Of(new OutcomeCounts(0, 0, 1, 0, 0, 27, 0, 0), 0.05, Generation, Protocols.Official)!;

        Assert.Equal("28 of 28 answers hold nothing to score (27 truncated, 1 unparsed)", alarm.InShort);
        Assert.Equal("Truncated: raise maxOutputTokens (now 128) or lower reasoningEffort (now high).", alarm.Remedy);
    }

    [Theory]
    [InlineData(Protocols.Official, "Unparsed: the authors' matcher")]
    [InlineData(Protocols.Strict, "Unparsed: look at the replies")]
    public void Of_SeveralKinds_NamesARemedyForEach(string protocol, string unparsed)
    {
        var remedy = ResponseAlarms.Of(new OutcomeCounts(0, 0, 9, 4, 5, 0, 0, 0), 0.05, null, protocol)!.Remedy;

        Assert.StartsWith(unparsed, remedy, StringComparison.Ordinal);
        Assert.Contains("Filtered: loosen the content filter", remedy, StringComparison.Ordinal);
        Assert.Contains("Refused: look at the replies", remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_CutThoughtThatBeginsWithALetter_IsTruncatedWhateverTheAuthorsMatcherSays()
    {
        var scores = Scores(
            official: [Outcome.Correct, Outcome.Wrong, Outcome.Correct, Outcome.Correct],
            strict: [Outcome.Truncated, Outcome.Truncated, Outcome.Correct, Outcome.Unparsed]);

        var alarm = ResponseAlarms.Of(scores, Protocols.Official, 0.05, Model)!;

        Assert.Equal((4, 2, 2, 0), (alarm.Answers, alarm.Unread, alarm.Truncated, alarm.Unparsed));
    }

    [Theory]
    [InlineData(Protocols.Official)]
    [InlineData(Protocols.Strict)]
    public void Of_BoxesThatCannotBeRead_NamesTheirTaskAndWhatHelpsBoxes(string protocol)
    {
        Outcome[] outcomes = [Outcome.Correct, Outcome.Wrong, Outcome.Unparsed, Outcome.Correct, Outcome.Wrong, Outcome.Unparsed];

        var alarm = ResponseAlarms.Of(Scores(outcomes, outcomes), protocol, 0.05, Model, ScoringData.Table(2, "modality", "classification", "localization:cell"))!;

        Assert.Equal("2 of 6 answers hold nothing to score (2 unparsed) in localization", alarm.InShort);
        Assert.StartsWith("Unparsed in localization: no box can be read in them; ", alarm.Remedy, StringComparison.Ordinal);
        Assert.Contains("set detection (now qwen3-vl)", alarm.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("option", alarm.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_OptionsAndBoxesThatCannotBeRead_NamesBothRemediesAndTheTasks()
    {
        Outcome[] outcomes = [Outcome.Unparsed, Outcome.Wrong, Outcome.Unparsed];

        var alarm = ResponseAlarms.Of(Scores(outcomes, outcomes), Protocols.Official, 0.05, Model, ScoringData.Table(1, "modality", "classification", "localization:cell"))!;

        Assert.Equal(["coarse", "localization"], alarm.Tasks);
        Assert.Contains("Unparsed: the authors' matcher reads no option", alarm.Remedy, StringComparison.Ordinal);
        Assert.Contains("Unparsed in localization: no box", alarm.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_RunOfOneTask_NamesNoTask() =>
        Assert.Null(ResponseAlarms.Of(Scores([Outcome.Unparsed], [Outcome.Unparsed]), Protocols.Official, 0.05, Model, ScoringData.Table(1, "modality"))!.Tasks);

    [Fact]
    public void Of_AnswersThatCount_NoAlarm() =>
        Assert.Null(ResponseAlarms.Of(Scores([Outcome.Correct, Outcome.NotRun], [Outcome.Correct, Outcome.NotRun]), Protocols.Official, 0));

    private static ModelScores Scores(Outcome[] official, Outcome[] strict) => new()
    {
        Id = "m",
        Kind = ModelKinds.OpenAI,
        ModelKey = "k",
        Void = false,
        Outcomes = OutcomeCounts.Of(official),
        Usage = new ModelUsage { Calls = 0, Reused = 0 },
        Scores = [],
        Items = new Dictionary<string, byte[]> { [Protocols.Official] = OutcomeBytes.Of(official), [Protocols.Strict] = OutcomeBytes.Of(strict) },
    };
}
