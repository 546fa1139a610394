using MuBench.Storage;

namespace MuBench.Throttling.Fleet;

/// <summary>
/// What all processes on a store know about one endpoint, model and key: the limit that they share, and which process holds
/// which part of it.
/// </summary>
internal sealed record EndpointDocument
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>The endpoint's address, for a reader.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The model or deployment, for a reader; null if the manifest names none.</summary>
    public string? Model { get; init; }

    /// <summary>How often the document was changed. It makes every content unique and gives waiting workers an order.</summary>
    public long Exchanges { get; init; }

    /// <summary>
    /// When it was changed last, by the clock of the process that changed it. Used only to tell what was learned long ago,
    /// so a difference of minutes between clocks does no harm.
    /// </summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The learned limit.</summary>
    public LearnedLimit Learned { get; init; } = new();

    /// <summary>The parts of the workers by their ids.</summary>
    public SortedDictionary<string, WorkerShare> Workers { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Checks the format version of a document that was read.</summary>
    /// <exception cref="UserException">This code does not know the version.</exception>
    public EndpointDocument Checked(StorePath path) =>
        FormatVersion == CurrentFormatVersion ? this : throw JsonDocuments.WrongVersion(path, FormatVersion, CurrentFormatVersion);
}
