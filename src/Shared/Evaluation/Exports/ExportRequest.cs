namespace MuBench.Exports;

/// <summary>Asks for the scored questions of a finished run.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Format">One of <see cref="ExportFormats"/>.</param>
/// <param name="Target">The file, or for the folder forms the folder, to write.</param>
/// <param name="Models">Ids of models, each with its passes, or of single passes; empty for all.</param>
/// <param name="Replace">Write over files that are there.</param>
/// <param name="Images">Put the images in, as they were sent: Inspect logs alone have a place for them.</param>
public sealed record ExportRequest(string RunId, string Format, string Target, IReadOnlyList<string> Models, bool Replace = false, bool Images = false);
