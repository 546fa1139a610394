namespace MuBench.Datasets.Import;

/// <summary>The place of a row in its source, for messages.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Unit"><c>row</c> or <c>line</c>.</param>
/// <param name="Number">The row number from 0, or the line number from 1.</param>
internal readonly record struct RowOrigin(string File, string Unit, long Number)
{
    public override string ToString() => $"{File} {Unit} {Number}";
}
