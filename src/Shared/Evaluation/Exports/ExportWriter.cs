namespace MuBench.Exports;

/// <summary>Writes models in one format.</summary>
internal abstract class ExportWriter
{
    /// <summary>Writes the models' questions in order.</summary>
    public abstract Task WriteAsync(ScoredRun run, IReadOnlyList<ScoredModel> models, StagedOutput files, ExportMeter meter, CancellationToken cancellationToken);
}
