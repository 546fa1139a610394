using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MuBench.Exports.Harness;

/// <summary>The samples file of one task while it is being written.</summary>
internal sealed class TaskFile(Stream stream) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _missing;

    /// <summary>Number of samples so far.</summary>
    public int Count { get; private set; }

    /// <summary>The writer of the current line.</summary>
    public Utf8JsonWriter Writer { get; } = new(stream, ExportJson.Compact);

    /// <summary>Ends a line.</summary>
    /// <param name="hashes">The sample's part of the task's hash.</param>
    public void EndLine(string hashes)
    {
        Writer.Flush();
        Writer.Reset();
        stream.WriteByte((byte)'\n');
        _hash.AppendData(Encoding.UTF8.GetBytes(hashes));
        Count++;
    }

    /// <summary>Counts a question that has no response and therefore no line.</summary>
    public void LeaveOut() => _missing++;

    /// <summary>The count and hash of what was written.</summary>
    public TaskTally ToTally() => new(Count + _missing, Convert.ToHexStringLower(_hash.GetCurrentHash()));

    /// <inheritdoc/>
    public void Dispose()
    {
        Writer.Dispose();
        stream.Dispose();
        _hash.Dispose();
    }
}
