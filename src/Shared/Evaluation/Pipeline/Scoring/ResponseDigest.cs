using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using MuBench.Responses;

namespace MuBench.Pipeline.Scoring;

/// <summary>A hash of a model's answers to the questions of a run, in the order of the plan: that of models which answered alike is the same.</summary>
internal sealed class ResponseDigest
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _hasResponses;

    /// <summary>Adds the answer to the next question; null where there is none.</summary>
    public void Add(ResponseRecord? record)
    {
        _hasResponses |= record is not null;
        Add(record is null ? "" : "answered");
        Add(record?.Text ?? "");
        Add(record?.Finish ?? "");
        // Similarities as their bits: two models that differ in the last one did not give the same answer.
        foreach (var score in record?.Scores ?? [])
            _hash.AppendData(MemoryMarshal.AsBytes(new ReadOnlySpan<float>(in score)));
    }

    /// <summary>The hash, in lower-case hexadecimal; null where no question has an answer.</summary>
    public string? ToHex() => _hasResponses ? Convert.ToHexStringLower(_hash.GetCurrentHash()) : null;

    // With its length before it, so that no two sequences of texts run together.
    private void Add(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        _hash.AppendData(BitConverter.GetBytes(bytes.Length));
        _hash.AppendData(bytes);
    }
}
