using MuBench.Proofs;

namespace MuBench.Pipeline.Verifying;

/// <summary>Collects the results of a verification.</summary>
internal sealed class Findings
{
    /// <summary>Maximum number of differences that are listed.</summary>
    public const int Max = 200;

    private readonly List<string> _checked = [];
    private readonly List<string> _notes = [];
    private readonly List<string> _differences = [];

    /// <inheritdoc cref="VerifyResult.Checked"/>
    public IReadOnlyList<string> Checked => _checked;

    /// <inheritdoc cref="VerifyResult.Notes"/>
    public IReadOnlyList<string> Notes => _notes;

    /// <inheritdoc cref="VerifyResult.Differences"/>
    public IReadOnlyList<string> Differences => _differences;

    /// <inheritdoc cref="VerifyResult.Found"/>
    public int Found { get; private set; }

    internal void Note(string note) => _notes.Add(note);

    internal void Differ(string difference, int count = 1)
    {
        Found += count;
        if (count > 0 && _differences.Count < Max && !_differences.Contains(difference))
            _differences.Add(difference);
    }

    internal void Differ(string file, IEnumerable<JsonDifference> differences)
    {
        foreach (var difference in differences)
            Differ($"{file} {difference}");
    }

    /// <summary>Runs a check, and records the sentence if the check found no difference.</summary>
    internal async Task CheckAsync(string sentence, Func<Task> check)
    {
        var before = Found;
        await check().ConfigureAwait(false);
        if (Found == before)
            _checked.Add(sentence);
    }
}
