using System.Globalization;
using System.Text.Json.Nodes;
using MuBench.Scoring.Outcomes;

namespace MuBench.Exports.Harness;

/// <summary>Writes samples in the format of the harness.</summary>
internal sealed class HarnessSamples(ScoredRun run, HarnessLayout layout)
{
    private const string Filter = "none";

    /// <summary>Writes a question as one line.</summary>
    public void Write(TaskFile file, ScoredQuestion question)
    {
        var doc = Doc(question);
        var target = question.Gold ?? "";
        var (docHash, promptHash, targetHash) = (HarnessWriter.HashOf(doc.ToJsonString()), HarnessWriter.HashOf(question.Variant.Prompt), HarnessWriter.HashOf(target));
        var sample = layout == HarnessLayout.LmEval
            ? new JsonObject
            {
                ["doc_id"] = file.Count,
                ["doc"] = doc,
                ["target"] = target,
                ["arguments"] = Arguments(question),
                ["resps"] = new JsonArray([.. Requests(question).Select(response => new JsonArray(response))]),
                ["filtered_resps"] = new JsonArray([.. Requests(question)]),
                ["filter"] = Filter,
                ["metrics"] = new JsonArray([.. question.Readings.Select(reading => JsonValue.Create(HarnessResults.MetricOf(run, reading.Protocol)))]),
                ["doc_hash"] = docHash,
                ["prompt_hash"] = promptHash,
                ["target_hash"] = targetHash,
            }
            : new JsonObject
            {
                ["doc_id"] = file.Count,
                ["target"] = target,
                // The harness's loader takes the first member whose name contains "score"; if there is none, it compares the
                // response with the target.
                ["score"] = question.ScoreOf(run.Protocol),
                ["filtered_resps"] = Flat(Read(question)),
                ["filter"] = Filter,
                ["resps"] = Flat(Responses(question)),
                ["doc_hash"] = docHash,
                ["input"] = question.Variant.Prompt,
                ["mubench"] = doc,
            };
        foreach (var reading in question.Readings)
            sample[HarnessResults.MetricOf(run, reading.Protocol)] = question.Credit ?? (reading.Outcome == Outcome.Correct ? 1.0 : 0.0);
        // Beside the document and not in it: its hash says whether two runs were asked the same.
        if (question.Note is { } note)
        {
            sample["note"] = note.Text;
            sample["tags"] = new JsonArray([.. note.Tags.Select(tag => JsonValue.Create(tag))]);
        }

        sample.WriteTo(file.Writer);
        // The rules of each harness's tracker for the hash of a task.
        file.EndLine(layout == HarnessLayout.LmEval
            ? docHash + promptHash + targetHash
            : string.Create(CultureInfo.InvariantCulture, $"sample_{file.Count}{docHash}"));
    }

    private static JsonObject Doc(ScoredQuestion question)
    {
        var doc = new JsonObject
        {
            ["image_row"] = question.Image.Row,
            ["image_id"] = question.Image.ImageId,
            ["source"] = question.Image.Source,
            ["image_sha256"] = question.Image.ContentSha256,
            ["question_key"] = question.Question.Key,
            ["question_id"] = question.Question.Id,
            ["question"] = question.Question.Text,
            ["options"] = new JsonArray([.. question.Question.Options.Select(option => JsonValue.Create(option))]),
            ["answer_index"] = question.Question.AnswerIndex,
        };
        foreach (var reading in question.Readings)
        {
            doc[$"{reading.Protocol}_outcome"] = reading.OutcomeName;
            doc[$"{reading.Protocol}_choice"] = reading.Choice;
        }

        return doc;
    }

    // A contrastive model compares the texts of the options: one request each, as in the harness's multiple_choice.
    private static JsonObject Arguments(ScoredQuestion question)
    {
        var arguments = new JsonObject();
        if (question.Variant.Options is not { } options)
        {
            arguments["gen_args_0"] = new JsonObject { ["arg_0"] = question.Variant.Prompt, ["arg_1"] = "{}" };
            return arguments;
        }

        for (var index = 0; index < options.Count; index++)
            arguments[$"gen_args_{index}"] = new JsonObject { ["arg_0"] = "", ["arg_1"] = options[index] };
        return arguments;
    }

    // The letter read from the response under the report's main protocol; the response itself if it names no option.
    private IReadOnlyList<string> Read(ScoredQuestion question) =>
        question.ReadingOf(run.Protocol)?.Choice is { } choice ? [ScoredQuestion.Letter(choice)] : Responses(question);

    private static IReadOnlyList<string> Responses(ScoredQuestion question) => question.Record switch
    {
        { Scores: { } scores } => [.. scores.Select(score => score.ToString("R", CultureInfo.InvariantCulture))],
        { } record => [record.Text ?? ""],
        null => [],
    };

    // One text per request; for multiple_choice a list whose first entry is the score of the option.
    private static IEnumerable<JsonNode> Requests(ScoredQuestion question) => Responses(question)
        .Select(response => question.Variant.Options is null ? JsonValue.Create(response) : (JsonNode)new JsonArray(response));

    private static JsonNode Flat(IReadOnlyList<string> responses) =>
        responses is [var only] ? JsonValue.Create(only) : new JsonArray([.. responses.Select(response => JsonValue.Create(response))]);
}
