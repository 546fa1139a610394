namespace MuBench.Storage;

/// <summary>The files of a result, in a run's folder or in the folder of a later scoring of the same responses.</summary>
/// <param name="Path">The folder.</param>
public readonly record struct ResultFolder(StorePath Path)
{
    /// <summary>The proof: the inputs of the report, down to every response.</summary>
    public StorePath Proof => Path / "proof.json";

    /// <summary>The results that a later scoring changed.</summary>
    public StorePath Changes => Path / "changes.json";

    /// <summary>One model's outcomes and scores.</summary>
    public StorePath Scores(string modelId) => Path / "scores" / $"{StoreLayout.Segment(modelId)}.json";

    /// <summary>The proof of one model: the inputs of its scores.</summary>
    public StorePath ModelProof(string modelId) => Path / "proofs" / $"{StoreLayout.Segment(modelId)}.json";

    /// <summary>A file of the report: <c>report.json</c>, <c>report.html</c>, <c>report.md</c> or <c>scores.csv</c>.</summary>
    public StorePath Report(string file) => Path / file;
}
