namespace MuBench.Storage;

/// <summary>The files of a result: in a run's folder, or in that of a later scoring of the same answers.</summary>
/// <param name="Path">The folder.</param>
public readonly record struct ResultFolder(StorePath Path)
{
    /// <summary>What the report was made from, down to every answer.</summary>
    public StorePath Proof => Path / "proof.json";

    /// <summary>Of a later scoring: what it moved.</summary>
    public StorePath Changes => Path / "changes.json";

    /// <summary>One model's outcomes and scores.</summary>
    public StorePath Scores(string modelId) => Path / "scores" / $"{StoreLayout.Segment(modelId)}.json";

    /// <summary>What one model's scores were made from.</summary>
    public StorePath ModelProof(string modelId) => Path / "proofs" / $"{StoreLayout.Segment(modelId)}.json";

    /// <summary>A file of the report: <c>report.json</c>, <c>report.html</c>, <c>report.md</c> or <c>scores.csv</c>.</summary>
    public StorePath Report(string file) => Path / file;
}
