using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using MuBench.Responses;

namespace MuBench.Pipeline.Scoring;

/// <summary>
/// A hash of a model's responses to the questions of a run, in the order of the plan. Models with the same responses
/// have the same hash.
/// </summary>
internal sealed class ResponseDigest
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _hasResponses;

    /// <summary>Adds the response to the next question; null if there is none.</summary>
    public void Add(ResponseRecord? record)
    {
        _hasResponses |= record is not null;
        Add(record is null ? "" : "answered");
        Add(record?.Text ?? "");
        Add(record?.Finish ?? "");
        // Similarities are hashed by their bits: models that differ in the last bit gave different responses.
        foreach (var score in record?.Scores ?? [])
            _hash.AppendData(MemoryMarshal.AsBytes(new ReadOnlySpan<float>(in score)));
    }

    /// <summary>The hash, in lower-case hexadecimal; null if no question has a response.</summary>
    public string? ToHex() => _hasResponses ? Convert.ToHexStringLower(_hash.GetCurrentHash()) : null;

    // The length comes first, so that no two sequences of texts give the same bytes.
    private void Add(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        _hash.AppendData(BitConverter.GetBytes(bytes.Length));
        _hash.AppendData(bytes);
    }
}
