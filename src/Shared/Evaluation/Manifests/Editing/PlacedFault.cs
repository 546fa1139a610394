namespace MuBench.Manifests.Editing;

/// <summary>One fault of a manifest with its place in the text. It never contains the value of a secret.</summary>
/// <param name="Path">JSON path of the fault, such as <c>$.models[2].endpoint</c>.</param>
/// <param name="Message">What was expected, what was found, and the remedy.</param>
/// <param name="Line">The line, from 1: that of the member, or of the object that lacks it.</param>
/// <param name="Column">The column, from 1, counted in UTF-16 code units as editors do.</param>
public sealed record PlacedFault(string Path, string Message, int Line, int Column);
