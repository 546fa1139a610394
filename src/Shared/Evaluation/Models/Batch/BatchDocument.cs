using System.Text.Json.Serialization;

namespace MuBench.Models.Batch;

/// <summary>One batch of a run: <c>batches/MODELID/SHARD-NUMBER.json</c>. Written before anything is sent, and after every step.</summary>
public sealed record BatchDocument
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>
    /// The batch's name on this side, 16 hex digits: it is part of each request's id, and of the batch's metadata where the provider
    /// takes some, so that a batch is found again whose submission was not noted.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The model.</summary>
    public required string ModelId { get; init; }

    /// <summary>Number of the shard in the dataset.</summary>
    public required int Shard { get; init; }

    /// <summary>Number of the batch among those of the shard, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>How far it is.</summary>
    public required BatchStage Stage { get; init; }

    /// <summary>When it was prepared.</summary>
    public required DateTimeOffset PreparedAt { get; init; }

    /// <summary>What it can cost at most, in US dollars; null where the price is not known.</summary>
    public decimal? MostUsd { get; init; }

    /// <summary>The requests, in order.</summary>
    public required IReadOnlyList<BatchedQuestion> Items { get; init; }

    /// <summary>The provider's id of the uploaded file; null where it takes none, or before the upload.</summary>
    public string? FileId { get; init; }

    /// <summary>The provider's id of the batch; null before the submission was noted.</summary>
    public string? BatchId { get; init; }

    /// <summary>Requests that ended without an answer.</summary>
    public IReadOnlyList<BatchedQuestionFault> Faults { get; init; } = [];

    /// <summary>Whether the provider may still be at it.</summary>
    [JsonIgnore]
    public bool IsOpen => Stage is BatchStage.Prepared or BatchStage.Submitted;

    /// <summary>The id of one request.</summary>
    public string RequestId(int index) => $"{Id}-{index}";

    /// <summary>The number of the request that an id names; null where it is none of this batch's.</summary>
    public int? IndexOf(string requestId)
    {
        ArgumentNullException.ThrowIfNull(requestId);
        return requestId.StartsWith(Id + "-", StringComparison.Ordinal) && int.TryParse(requestId.AsSpan(Id.Length + 1), out var index) && index >= 0 && index < Items.Count ? index : null;
    }
}
