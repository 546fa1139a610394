using System.Text.Json;

namespace MuBench.Storage.Leases;

/// <summary>A lease as it is stored. Its times are by the holder's clock and for information only; no decision uses them.</summary>
public sealed record LeaseDocument
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>How often the lease has been acquired. It grows by one with every holder and is never reset.</summary>
    public required long Generation { get; init; }

    /// <summary>The holder; null if the lease was released.</summary>
    public LeaseHolder? Holder { get; init; }

    /// <summary>How long the lease is valid without being renewed, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>When the holder acquired it.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>When it was last renewed or released.</summary>
    public required DateTimeOffset RenewedAt { get; init; }

    /// <summary>How often the holder has renewed it. It makes every content unique.</summary>
    public long Renewals { get; init; }

    /// <summary>How the last holder's work ended; null while the lease is held, and if the holder did not say.</summary>
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
