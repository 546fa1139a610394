using System.Text.Json;

namespace MuBench.Storage.Leases;

/// <summary>A claim as it is stored: the holder of which lease works on something.</summary>
public sealed record ClaimDocument
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>How often the claim has been taken. It grows by one each time and is never reset.</summary>
    public required long Generation { get; init; }

    /// <summary>Path of the lease whose holder has the claim; null if the claim was released.</summary>
    public string? Lease { get; init; }

    /// <summary>Id of the holder of that lease (<see cref="LeaseHolder.Id"/>); null if the claim was released.</summary>
    public string? Holder { get; init; }

    /// <summary>When it was taken or released, by the clock of the holder; for information only.</summary>
    public required DateTimeOffset At { get; init; }

    internal ReadOnlyMemory<byte> ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, LeaseJsonContext.Default.ClaimDocument);

    internal static ClaimDocument Read(byte[] json, StorePath path)
    {
        var document = JsonDocuments.Read(json, LeaseJsonContext.Default.ClaimDocument, path);
        return document.FormatVersion == CurrentFormatVersion
            ? document
            : throw JsonDocuments.WrongVersion(path, document.FormatVersion, CurrentFormatVersion);
    }
}
