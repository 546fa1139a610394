namespace MuBench.Pipeline.Passes;

/// <summary>An item of a run, as far as dealing it out again goes.</summary>
/// <param name="Row">Row of the dataset.</param>
/// <param name="Source">Source dataset.</param>
/// <param name="Sha256">Hash of what it shows: <see cref="MuBench.Datasets.ImageRecord.ContentSha256"/>.</param>
internal readonly record struct RunImage(int Row, string Source, string Sha256);
