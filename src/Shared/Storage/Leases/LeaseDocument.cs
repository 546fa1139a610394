using System.Text.Json;

namespace MuBench.Storage.Leases;

/// <summary>A lease as it is stored. Its times are its holder's clock and for people to read: nothing is decided by them.</summary>
public sealed record LeaseDocument
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>How often the lease was taken: grows by one with every holder, and never starts anew.</summary>
    public required long Generation { get; init; }

    /// <summary>Who holds it; null where it was given back.</summary>
    public LeaseHolder? Holder { get; init; }

    /// <summary>How long it holds without being renewed, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>When this holder took it.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>When it was last renewed, or given back.</summary>
    public required DateTimeOffset RenewedAt { get; init; }

    /// <summary>How often this holder has renewed it: no two contents are the same.</summary>
    public long Renewals { get; init; }

    /// <summary>How the last holder's work ended; null while it is held, and where that was not said.</summary>
    public string? Outcome { get; init; }

    internal ReadOnlyMemory<byte> ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, LeaseJsonContext.Default.LeaseDocument);

    internal static LeaseDocument Read(byte[] json, StorePath path)
    {
        var document = JsonDocuments.Read(json, LeaseJsonContext.Default.LeaseDocument, path);
        return document.FormatVersion == CurrentFormatVersion
            ? document
            : throw JsonDocuments.WrongVersion(path, document.FormatVersion, CurrentFormatVersion);
    }
}
