using System.Text.Json.Nodes;
using MuBench.Responses;
using MuBench.Scoring.Outcomes;

namespace MuBench.Exports.Inspect;

/// <summary>The samples of an Inspect log: one for each question.</summary>
internal sealed class InspectSamples(InspectHeader header, ScoredModel model)
{
    private readonly InspectImages? _images = header.HasImages ? new InspectImages(model) : null;

    // Inspect's own limit for texts in summaries.
    private const int MaxSummaryText = 5120;

    /// <summary>Whether a question becomes a sample: one that was never asked does not.</summary>
    public static bool IsSample(ScoredQuestion question) => question.Readings[0].Outcome != Outcome.NotRun;

    /// <summary>A sample's id: the item's row and the question key. It sorts by row and is valid as a file name.</summary>
    public static string IdOf(ScoredQuestion question) => $"{question.Image.Row:D6}-{Uri.EscapeDataString(question.Question.Key)}";

    /// <summary>Reads the images that the samples of one shard need.</summary>
    public Task ReadAsync(IReadOnlyList<ScoredQuestion> questions, CancellationToken cancellationToken) => _images?.ReadAsync(questions, cancellationToken) ?? Task.CompletedTask;

    /// <summary>The whole sample.</summary>
    public JsonObject Of(ScoredQuestion question)
    {
        var record = question.Record;
        var sample = new JsonObject
        {
            ["id"] = IdOf(question),
            ["epoch"] = 1,
            ["input"] = new JsonArray(User(question)),
            ["choices"] = Texts(question.Question.Options),
            ["target"] = question.Gold ?? "",
            ["messages"] = record?.Text is { } text ? new JsonArray(User(question), Assistant(text, record)) : new JsonArray(User(question)),
            ["output"] = Output(record),
            ["scores"] = Scores(question, explain: true),
            ["metadata"] = Metadata(question),
            ["store"] = new JsonObject(),
            ["events"] = new JsonArray(),
            ["model_usage"] = UsageOf(record) is { } usage ? new JsonObject { [model.Id] = usage } : new JsonObject(),
            ["uuid"] = UuidOf(question),
            ["attachments"] = new JsonObject(ImagesOf(question).DistinctBy(image => image.Name).Select(image => KeyValuePair.Create(image.Name, (JsonNode?)image.Url))),
        };
        AddTimes(sample, record);
        if (IsFailed(question))
            sample["error"] = Error(question.Fault ?? "There is no response.");
        return sample;
    }

    /// <summary>The summary of a sample for lists.</summary>
    public JsonObject SummaryOf(ScoredQuestion question)
    {
        var record = question.Record;
        var summary = new JsonObject
        {
            ["id"] = IdOf(question),
            ["epoch"] = 1,
            ["input"] = Short(question.Variant.Prompt),
            ["choices"] = Texts(question.Question.Options),
            ["target"] = question.Gold ?? "",
            ["metadata"] = new JsonObject { ["row"] = question.Image.Row, ["source"] = question.Image.Source, ["question_key"] = question.Question.Key },
            ["scores"] = Scores(question, explain: false),
            ["model_usage"] = UsageOf(record) is { } usage ? new JsonObject { [model.Id] = usage } : new JsonObject(),
            ["uuid"] = UuidOf(question),
            ["completed"] = true,
            ["message_count"] = record?.Text is null ? 1 : 2,
        };
        AddTimes(summary, record);
        if (IsFailed(question))
            summary["error"] = Named(question.Fault ?? "There is no response.");
        return summary;
    }

    /// <summary>An error in Inspect's format.</summary>
    public static JsonObject Error(string message) => new() { ["message"] = Named(message), ["traceback"] = "", ["traceback_ansi"] = "" };

    private static bool IsFailed(ScoredQuestion question) => question.Readings[0].Outcome == Outcome.Failed;

    private string UuidOf(ScoredQuestion question) => $"{question.Variant.Key}-{model.Planned.Key}";

    // Inspect's messages begin with the name of an exception. Its list of samples shows the text before the first parenthesis in
    // a column for each score, and the column is as wide as that text.
    private static string Named(string message) => $"Failed({message})";

    private IReadOnlyList<(string Name, string Url)> ImagesOf(ScoredQuestion question) => _images?.Of(question) ?? [];

    // The text before the images, as it was sent.
    private JsonObject User(ScoredQuestion question)
    {
        var images = ImagesOf(question);
        return new JsonObject
        {
            ["content"] = images.Count == 0 ? question.Variant.Prompt : new JsonArray(
            [
                new JsonObject { ["type"] = "text", ["text"] = question.Variant.Prompt },
                .. images.Select(image => new JsonObject { ["type"] = "image", ["image"] = $"attachment://{image.Name}", ["detail"] = "auto" }),
            ]),
            ["source"] = "input",
            ["role"] = "user",
        };
    }

    private JsonObject Assistant(string text, ResponseRecord record) =>
        new() { ["content"] = text, ["source"] = "generate", ["role"] = "assistant", ["model"] = record.Model ?? model.Id };

    private JsonObject Output(ResponseRecord? record) => new()
    {
        ["model"] = record?.Model ?? model.Id,
        ["choices"] = record?.Text is { } text
            ? new JsonArray(new JsonObject { ["message"] = Assistant(text, record), ["stop_reason"] = StopReason(record.Finish) })
            : new JsonArray(),
        ["completion"] = record?.Text ?? "",
        ["usage"] = UsageOf(record),
        ["time"] = record?.LatencyMs / 1000,
        ["metadata"] = record?.Finish is null ? null : new JsonObject { ["finish_reason"] = record.Finish, ["finish_detail"] = record.FinishDetail },
    };

    private static string StopReason(string? finish) => finish switch
    {
        FinishReasons.Stop => "stop",
        FinishReasons.Length => "max_tokens",
        FinishReasons.ContentFilter or FinishReasons.Refusal => "content_filter",
        _ => "unknown",
    };

    // Inspect counts cached tokens separately.
    private static JsonObject? UsageOf(ResponseRecord? record) => record is not { InputTokens: { } input, OutputTokens: { } output } ? null : new JsonObject
    {
        ["input_tokens"] = input - (record.CachedInputTokens ?? 0) - (record.CacheWriteTokens ?? 0),
        ["output_tokens"] = output,
        ["total_tokens"] = input + output,
        ["input_tokens_cache_write"] = record.CacheWriteTokens,
        ["input_tokens_cache_read"] = record.CachedInputTokens,
        ["reasoning_tokens"] = record.ReasoningTokens,
        ["total_cost"] = (double?)record.Usd,
    };

    // A failed question is missing, not wrong: it has an error and no score.
    private JsonObject? Scores(ScoredQuestion question, bool explain)
    {
        if (IsFailed(question))
            return null;
        var scores = new JsonObject();
        foreach (var reading in header.Protocols.Select(question.ReadingOf).OfType<ProtocolReading>())
        {
            var score = new JsonObject
            {
                ["value"] = question.Credit is { } credit ? JsonValue.Create(credit) : JsonValue.Create(reading.Outcome == Outcome.Correct ? "C" : "I"),
                ["answer"] = reading.Choice is { } choice ? ScoredQuestion.Letter(choice) : null,
                ["metadata"] = new JsonObject { ["outcome"] = reading.OutcomeName },
            };
            if (explain)
                score["explanation"] = question.Record?.Text;
            scores[reading.Protocol] = score;
        }

        return scores;
    }

    private JsonObject Metadata(ScoredQuestion question)
    {
        var metadata = new JsonObject
        {
            ["row"] = question.Image.Row,
            ["image_id"] = question.Image.ImageId,
            ["source"] = question.Image.Source,
            ["images"] = question.Image.PartCount,
            ["image_sha256"] = question.Image.ContentSha256,
            ["shown_image_sha256"] = question.Shown?.ContentSha256,
            ["task"] = question.Question.TaskName,
            ["question_key"] = question.Question.Key,
            ["question_id"] = question.Question.Id,
            ["question"] = question.Question.Text,
            ["pass"] = model.Pass,
            ["form"] = question.Variant.Name,
            ["response_key"] = question.Variant.Key,
            ["similarities"] = question.Record?.Scores is { } similarities ? Numbers(similarities) : null,
            ["probabilities"] = question.Probabilities is { } probabilities ? Numbers(probabilities) : null,
        };
        if (question.Note is { } note)
        {
            metadata["note"] = note.Text;
            metadata["tags"] = Texts(note.Tags);
        }

        return metadata;
    }

    private static void AddTimes(JsonObject sample, ResponseRecord? record)
    {
        if (record?.At is not { } at)
            return;
        var took = record.LatencyMs ?? 0;
        sample["started_at"] = InspectHeader.InstantOf(at.AddMilliseconds(-took));
        sample["completed_at"] = InspectHeader.InstantOf(at);
        sample["total_time"] = took / 1000;
        sample["working_time"] = took / 1000;
    }

    private static string Short(string text) => text.Length <= MaxSummaryText ? text : text[..MaxSummaryText] + "...";

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static JsonArray Numbers(IEnumerable<float> numbers) => new([.. numbers.Select(number => JsonValue.Create(number))]);

    private static JsonArray Numbers(IEnumerable<double> numbers) => new([.. numbers.Select(number => JsonValue.Create(number))]);
}
