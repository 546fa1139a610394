using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MuBench.Exports.Harness;

/// <summary>The samples of one task in the making.</summary>
internal sealed class TaskFile(Stream stream) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _missing;

    /// <summary>Number of samples so far.</summary>
    public int Count { get; private set; }

    /// <summary>Writes a line.</summary>
    public Utf8JsonWriter Writer { get; } = new(stream, ExportJson.Compact);

    /// <summary>Ends a line.</summary>
    /// <param name="hashes">What of the sample goes into the task's hash.</param>
    public void EndLine(string hashes)
    {
        Writer.Flush();
        Writer.Reset();
        stream.WriteByte((byte)'\n');
        _hash.AppendData(Encoding.UTF8.GetBytes(hashes));
        Count++;
    }

    /// <summary>Counts a question that has no answer and so no line.</summary>
    public void LeaveOut() => _missing++;

    /// <summary>What was written.</summary>
    public TaskTally ToTally() => new(Count + _missing, Convert.ToHexStringLower(_hash.GetCurrentHash()));

    /// <inheritdoc/>
    public void Dispose()
    {
        Writer.Dispose();
        stream.Dispose();
        _hash.Dispose();
    }
}
