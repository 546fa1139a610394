namespace MuBench.Datasets.Import;

/// <summary>Where a row was read, for messages.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Unit"><c>row</c> or <c>line</c>.</param>
/// <param name="Number">Its number: rows count from 0, lines from 1.</param>
internal readonly record struct RowOrigin(string File, string Unit, long Number)
{
    public override string ToString() => $"{File} {Unit} {Number}";
}
