using Apache.Arrow;

namespace MuBench.Datasets.ArrowIpc;

/// <summary>Rows of an Arrow stream: the requested columns, and the places of the images in the file.</summary>
/// <param name="Length">Number of rows.</param>
/// <param name="Columns">The columns by name; those that the file lacks are absent.</param>
/// <param name="Images">One span per row; empty if the file has no column of images.</param>
internal sealed record ArrowBatch(int Length, IReadOnlyDictionary<string, IArrowArray> Columns, IReadOnlyList<ImageSpan> Images);
