namespace MuBench.Reports.Html.Browser;

/// <summary>A model of the browser.</summary>
/// <param name="Id">Its id in the report.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="IsFloor">Whether it does not see the images: a floor or a control. Its errors do not count as disagreement.</param>
internal sealed record BrowsedModel(string Id, string Kind, bool IsFloor);
