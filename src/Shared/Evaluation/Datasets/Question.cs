using System.Text.Json.Serialization;

namespace MuBench.Datasets;

/// <summary>A closed question about an image.</summary>
internal sealed record Question
{
    /// <summary>The question key: one of <see cref="QuestionKeys"/>, or a user's own.</summary>
    public required string Key { get; init; }

    /// <summary>The release's id of the question.</summary>
    public string? Id { get; init; }

    /// <summary>The question as asked.</summary>
    public required string Text { get; init; }

    /// <summary>The options in stored order; the last is usually "none of the above".</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>Index of the correct option.</summary>
    public required int AnswerIndex { get; init; }

    /// <summary>The task, if the key does not determine it; see <see cref="QuestionKeys.TaskOf"/>.</summary>
    public string? Task { get; init; }

    /// <summary>The category in the source, in addition to key and task; reports have a slice for it. Null if there is none.</summary>
    public string? Category { get; init; }

    /// <summary>
    /// How the question is put and how responses are read: one of <see cref="QuestionStyleNames"/>; null for μ-Bench's
    /// lettered prompt.
    /// </summary>
    public string? Style { get; init; }

    /// <summary>
    /// The ground truth of a localisation question; made from the image's regions and never stored. Null for a closed
    /// question.
    /// </summary>
    [JsonIgnore]
    public LocalizationTarget? Target { get; init; }

    /// <summary>The task that the question belongs to.</summary>
    [JsonIgnore]
    public string TaskName => Task ?? QuestionKeys.TaskOf(Key);

    /// <summary>The group in which the gold options of this question are counted for the majority floor.</summary>
    public string AnswerGroup(string source) => Key == QuestionKeys.Classification ? $"{Key}:{source}" : Key;
}
