namespace MuBench.Datasets.ArrowIpc;

/// <summary>The messages of the Parquet library.</summary>
internal static class ParquetFaults
{
    private const string Begin = " (message: '", End = "')";

    /// <summary>What an exception says. The library writes <c>TYPE (message: 'TEXT')</c> with the name of a C++ type, which says nothing to a user.</summary>
    public static string TextOf(Exception fault)
    {
        var text = fault.Message;
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        return begin >= 0 && text.EndsWith(End, StringComparison.Ordinal) ? text[(begin + Begin.Length)..^End.Length] : text;
    }
}
