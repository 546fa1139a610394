using System.Text.Json.Serialization;

namespace MuBench.Models.Batch;

/// <summary>One batch of a run: <c>batches/MODELID/SHARD-NUMBER.json</c>. It is written before anything is sent, and after every step.</summary>
internal sealed record BatchDocument
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>
    /// MuBench's own id of the batch, 16 hex digits. It is part of each request's id, and of the batch's metadata if
    /// the provider supports them. A batch whose submission was not recorded is found again by it.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The model.</summary>
    public required string ModelId { get; init; }

    /// <summary>Number of the shard in the dataset.</summary>
    public required int Shard { get; init; }

    /// <summary>Number of the batch within the shard, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>The stage of the batch.</summary>
    public required BatchStage Stage { get; init; }

    /// <summary>When it was prepared.</summary>
    public required DateTimeOffset PreparedAt { get; init; }

    /// <summary>The maximum cost in US dollars; null if the price is not known.</summary>
    [JsonPropertyName("mostUsd")]
    public decimal? MaxUsd { get; init; }

    /// <summary>The requests, in order.</summary>
    public required IReadOnlyList<BatchedQuestion> Items { get; init; }

    /// <summary>The provider's id of the uploaded file; null if there is none, or before the upload.</summary>
    public string? FileId { get; init; }

    /// <summary>The provider's id of the batch; null before the submission was recorded.</summary>
    public string? BatchId { get; init; }

    /// <summary>Requests that ended without a response.</summary>
    public IReadOnlyList<BatchedQuestionFault> Faults { get; init; } = [];

    /// <summary>Whether the provider may still be working on the batch.</summary>
    [JsonIgnore]
    public bool IsOpen => Stage is BatchStage.Prepared or BatchStage.Submitted;

    /// <summary>The id of one request.</summary>
    public string RequestId(int index) => $"{Id}-{index}";

    /// <summary>The number of the request with an id; null if the id is not of this batch.</summary>
    public int? IndexOf(string requestId)
    {
        ArgumentNullException.ThrowIfNull(requestId);
        return requestId.StartsWith(Id + "-", StringComparison.Ordinal) && int.TryParse(requestId.AsSpan(Id.Length + 1), out var index) && index >= 0 && index < Items.Count ? index : null;
    }
}
