namespace MuBench.Exports;

/// <summary>Counts questions as they are written.</summary>
internal sealed class ExportMeter(IProgress<ExportProgress>? progress, long total)
{
    /// <summary>Number of questions so far.</summary>
    public long Questions { get; private set; }

    /// <summary>Counts questions of a model.</summary>
    public void Add(ScoredModel model, int questions)
    {
        Questions += questions;
        progress?.Report(new ExportProgress(model.Id, Questions, total));
    }
}
