namespace MuBench.Exports;

/// <summary>A request to export the scored questions of a finished run.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Format">One of <see cref="ExportFormats"/>.</param>
/// <param name="Target">The file to write; the folder for formats that write one.</param>
/// <param name="Models">Ids of models, each with its passes, or of single passes; empty for all.</param>
/// <param name="Replace">Whether existing files are replaced.</param>
/// <param name="Images">Whether the images are included as they were sent. Only Inspect logs can contain them.</param>
public sealed record ExportRequest(string RunId, string Format, string Target, IReadOnlyList<string> Models, bool Replace = false, bool Images = false);
