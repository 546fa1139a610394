namespace MuBench.Pipeline.Passes;

/// <summary>An item of a run, with the fields needed to reassign images.</summary>
/// <param name="Row">Row of the dataset.</param>
/// <param name="Source">Source dataset.</param>
/// <param name="Sha256">Hash of its images: <see cref="MuBench.Datasets.ImageRecord.ContentSha256"/>.</param>
internal readonly record struct RunImage(int Row, string Source, string Sha256);
