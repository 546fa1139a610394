using MuBench.Scoring.Slices;

namespace MuBench.Reports.Html.Browser;

/// <summary>A slice of the browser.</summary>
/// <param name="Task"><inheritdoc cref="SliceScore.Task"/></param>
/// <param name="Slice"><inheritdoc cref="SliceScore.Slice"/></param>
internal sealed record BrowsedSlice(string Task, string Slice);
