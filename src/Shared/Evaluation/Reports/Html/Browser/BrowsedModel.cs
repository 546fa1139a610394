namespace MuBench.Reports.Html.Browser;

/// <summary>A model of the browser.</summary>
/// <param name="Id">Its id in the report.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="IsFloor">Whether it knows nothing of the images: a floor or a control. Its errors are no disagreement.</param>
public sealed record BrowsedModel(string Id, string Kind, bool IsFloor);
