using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace MuBench.Notes;

/// <summary>What a reader noted about a question of a dataset.</summary>
public sealed record QuestionNote
{
    /// <summary>The version of a question without a note.</summary>
    public const string NoVersion = "none";

    /// <summary>The question: <c>ROW.KEY</c>, with <c>.2</c> and so on for a key that its row has again.</summary>
    public required string Question { get; init; }

    /// <summary>Hash of the images of its item, so that the note is not taken for one about another image after another import.</summary>
    public required string ImageSha256 { get; init; }

    /// <summary>The note; empty for none.</summary>
    public string Text { get; init; } = "";

    /// <summary>The tags, in ordinal order.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Identifies this content: a change is made to the version that its writer has read, or not at all.</summary>
    [JsonIgnore]
    public string Version => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{ChangedAt.ToString("O", CultureInfo.InvariantCulture)}\n{ImageSha256}\n{string.Join(',', Tags)}\n{Text}")))[..16];
}
