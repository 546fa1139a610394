using MuBench.Models;
using MuBench.Proofs;
using MuBench.Responses;
using MuBench.Storage;

namespace MuBench.Pipeline.Proving;

/// <summary>Builds the proof of the response-log lines behind a model's scores while the lines are read.</summary>
/// <param name="earlier">
/// The proof of an earlier scoring of the same run. Responses that it does not contain are left out, so that later
/// appends change nothing; responses that differ from it are reported. Null to use the logs as they are.
/// </param>
internal sealed class ResponseProver(ModelProof? earlier = null)
{
    private const int MaxNamed = 20;

    private readonly List<LogProof> _logs = [];
    private readonly List<string> _changes = [];
    private LogBuilder? _log;

    /// <summary>The proofs of the logs that were read.</summary>
    public IReadOnlyList<LogProof> Logs => _logs;

    /// <summary>The responses that differ from the earlier proof, as text; at most <see cref="MaxNamed"/>.</summary>
    public IReadOnlyList<string> Changes => _changes;

    /// <summary>Number of responses that differ from the earlier proof.</summary>
    public int Changed { get; private set; }

    /// <summary>Starts a log.</summary>
    public void Begin(StorePath path, ResponseLines lines) =>
        _log = new LogBuilder(path.Value, lines, earlier?.Logs.FirstOrDefault(log => log.Path == path.Value)?.Digests);

    /// <summary>Adds the prompt variants of a question, before any of them is looked up.</summary>
    public void Add(int row, string question, IReadOnlyList<PromptVariant> variants)
    {
        foreach (var variant in variants)
        {
            if (_log!.Add(variant.Key) is { } change)
                Note($"{_log.Path}{change}: the answer to '{question}' of row {row}{(variant.Name is null ? "" : $" with the prompt variant '{variant.Name}'")}");
        }
    }

    /// <summary>Ends a log.</summary>
    public void End()
    {
        if (_log!.IsOfAnotherLength)
            Note($"{_log.Path}: the proof has another number of answers than the plan asks for");
        _logs.Add(_log.Build());
        _log = null;
    }

    private void Note(string change)
    {
        Changed++;
        if (_changes.Count < MaxNamed)
            _changes.Add(change);
    }

    private sealed class LogBuilder(string path, ResponseLines lines, byte[]? earlier)
    {
        private readonly MerkleTree _tree = new();
        private readonly List<byte> _digests = [];
        private int _records;

        public string Path => path;

        public bool IsOfAnotherLength => earlier is not null && earlier.Length != _digests.Count;

        /// <summary>Adds a leaf. Returns the change, as text, if it differs from the earlier leaf.</summary>
        public string? Add(string key)
        {
            var place = _digests.Count;
            var before = earlier is not null && earlier.Length >= place + LogProof.DigestLength ? earlier.AsSpan(place, LogProof.DigestLength) : null;
            var wasMissing = before.Length > 0 && before.IndexOfAnyExcept((byte)0) < 0;
            if (wasMissing)
                lines.Hide(key);
            var line = lines.BytesOf(key);
            var hash = _tree.Add(line);
            if (line.IsEmpty)
                _digests.AddRange(new byte[LogProof.DigestLength]);
            else
                _digests.AddRange(hash.AsSpan(0, LogProof.DigestLength));
            _records += line.IsEmpty ? 0 : 1;
            if (before.Length == 0 || wasMissing)
                return null;
            return line.IsEmpty ? $": record is gone{(lines.Broken.Count == 0 ? "" : $" (line {string.Join(", ", lines.Broken.Take(5))} is not a response)")}"
                : hash.AsSpan(0, LogProof.DigestLength).SequenceEqual(before) ? null
                : $" line {lines.NumberOf(key)}: record changed";
        }

        public LogProof Build() => new()
        {
            Path = path,
            Records = _records,
            Missing = (int)_tree.Count - _records,
            Root = Convert.ToHexStringLower(_tree.Root()),
            Digests = [.. _digests],
        };
    }
}
