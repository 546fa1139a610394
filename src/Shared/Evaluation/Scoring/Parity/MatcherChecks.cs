using System.Text.Encodings.Web;
using System.Text.Json;
using MuBench.Datasets;
using MuBench.Responses;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Outcomes;

namespace MuBench.Scoring.Parity;

/// <summary>Checks how generative responses are read, through the outcomes that reports count.</summary>
internal static class MatcherChecks
{
    private const int Shown = 60;

    public static IEnumerable<ParityCheck> Of(ParityData data) => data.Replies.Select((golden, index) =>
    {
        var options = data.OptionSets[golden.Options];
        var question = new Question { Key = QuestionKeys.Classification, Text = "?", Options = options, AnswerIndex = golden.Gold };
        var record = new ResponseRecord { Key = "", Row = 0, Question = question.Key, Text = golden.Reply };
        var correct = OutcomeClassifier.Classify(record, faulted: false, question, Protocols.Official) == Outcome.Correct;
        return ParityCheck.Exact(
            $"matcher/{index + 1:000}",
            $"\"{Quoted(golden.Reply)}\" where {OfficialPrompt.Lettered(options[golden.Gold], golden.Gold)} is right",
            Verdict(golden.Correct), Verdict(correct));
    });

    internal static string Verdict(bool correct) => correct ? "correct" : "not correct";

    private static string Quoted(string response) =>
        JsonEncodedText.Encode(response.Length > Shown ? response[..Shown] + "..." : response, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value;
}
