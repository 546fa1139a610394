using MuBench.Datasets;
using MuBench.Imaging;
using MuBench.Responses;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Styles;

namespace MuBench.Tests.Scoring.Styles;

public sealed class LocalizationStyleTests
{
    // The image is 200 x 100, the cell from (50, 25) to (150, 75).
    private static readonly Question Cell = LocalizationQuestions.Of(new ImageRecord
    {
        Row = 0, Source = "s", Offset = 0, Length = 0, Sha256 = "", Questions = [], Captions = [],
        Boxes = [new("cell", [50, 25, 150, 75])],
        Polygons = [new("cell", [50, 25, 150, 25, 150, 75])],
    }).Single();

    [Theory]
    [InlineData("detect:paligemma", "<loc0256><loc0256><loc0768><loc0768> cell")]
    [InlineData("segment:paligemma", "<loc0256><loc0256><loc0768><loc0768><seg001><seg002> cell")]
    [InlineData("detect:qwen-vl", "<ref>cell</ref><box>(250,250),(750,750)</box>")]
    [InlineData("detect:qwen3-vl", "```json\n[{\"bbox_2d\": [250, 250, 750, 750], \"label\": \"cell\"}]\n```")]
    [InlineData("detect:gemini", "[{\"box_2d\": [250, 250, 750, 750], \"label\": \"cell\"}]")]
    [InlineData("detect:json", "[{\"box\": [250, 250, 750, 750]}]")]
    public void Read_TheBoxInAnyFamilysForm_IsCorrectWithACreditOfNearlyOne(string form, string response)
    {
        var result = Read(form, response);
        Assert.Equal(Outcome.Correct, result.Outcome);
        Assert.Equal(1, result.Credit!.Value, 1e-6);
    }

    // The model sees 200 x 100 as 196 x 112.
    [Fact]
    public void Read_Qwen25_IsScaledFromTheSizeItSees() =>
        Assert.Equal(1, Read("detect:qwen2.5-vl", "[{\"bbox_2d\": [49, 28, 147, 84], \"label\": \"cell\"}]").Credit!.Value, 1e-6);

    [Theory]
    [InlineData("detect:json", "[{\"box\": [250, 250, 500, 750]}]", Outcome.Correct, 0.5)]
    [InlineData("detect:json", "[{\"box\": [250, 250, 499, 750]}]", Outcome.Wrong, 0.498)]
    [InlineData("detect:json", "[]", Outcome.Wrong, 0)]
    [InlineData("detect:json", "There is no cell.", Outcome.Unparsed, 0)]
    [InlineData("detect:json", "I'm sorry, I can't help with that.", Outcome.Refused, 0)]
    [InlineData("detect:qwen-vl", "", Outcome.Unparsed, 0)]
    [InlineData("detect:paligemma", "", Outcome.Wrong, 0)]
    [InlineData("segment:paligemma", "", Outcome.Wrong, 0)]
    public void Read_Reply_HasItsOutcomeAndScore(string form, string response, Outcome outcome, double credit)
    {
        foreach (var protocol in Protocols.All)
        {
            var result = Read(form, response, protocol: protocol);
            Assert.Equal(outcome, result.Outcome);
            Assert.Equal(credit, result.Credit!.Value, 1e-6);
        }
    }

    [Theory]
    [InlineData(FinishReasons.ContentFilter, "", Outcome.Filtered)]
    [InlineData(FinishReasons.Refusal, "", Outcome.Refused)]
    [InlineData(FinishReasons.Length, "Let me think about where", Outcome.Truncated)]
    [InlineData(FinishReasons.Length, "[{\"box\": [250, 250, 750, 750]}, {\"box\": [1", Outcome.Correct)]
    public void Read_AnswerThatWasCutOrWithheld_IsNamedSo(string finish, string response, Outcome outcome) =>
        Assert.Equal(outcome, Read("detect:json", response, finish).Outcome);

    [Fact]
    public void Read_NothingStored_IsMissingWithoutACredit()
    {
        Assert.Equal(new QuestionResult(Outcome.NotRun), OutcomeClassifier.Read(null, false, Cell, Protocols.Official));
        Assert.Equal(new QuestionResult(Outcome.Failed), OutcomeClassifier.Read(null, true, Cell, Protocols.Official));
    }

    [Fact]
    public void OverlapOf_BoxOverATriangle_SharesHalf()
    {
        var overlap = LocalizationStyle.OverlapOf(Record("detect:json", "[{\"box\": [250, 250, 750, 750]}]"), Cell)!.Value;
        Assert.Equal(0.5, overlap.Iou, 0.02);
        Assert.Equal(2 / 3.0, overlap.Dice, 0.02);
        Assert.Equal(0, LocalizationStyle.OverlapOf(Record("detect:json", "[]"), Cell)!.Value.Dice);
    }

    private static QuestionResult Read(string form, string response, string finish = FinishReasons.Stop, string protocol = Protocols.Official) =>
        OutcomeClassifier.Read(Record(form, response, finish), false, Cell, protocol);

    private static ResponseRecord Record(string form, string response, string finish = FinishReasons.Stop) => new()
    {
        Key = "k", Row = 0, Question = Cell.Key, Form = form, Text = response, Finish = finish, Image = new SentImage("", 200, 100, "png", 1),
    };
}
