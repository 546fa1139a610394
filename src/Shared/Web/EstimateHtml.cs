using MuBench.Pipeline.Estimating;
using MuBench.Reports.Html.Viewing;
using MuBench.Viewing;

namespace MuBench.Web;

/// <summary>The estimate of a manifest as a part of a page.</summary>
public static class EstimateHtml
{
    /// <summary>Renders the part.</summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="warnings">What a limit of output tokens may do.</param>
    public static string Of(RunEstimate estimate, IReadOnlyList<string> warnings)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        var remarks = estimate.Verdicts is null ? warnings : [.. warnings, EstimateText.StopsEarly];
        return EstimatePart.Render(EstimateText.SummaryOf(estimate), EstimateText.Heads, [.. estimate.Models.Select(EstimateText.CellsOf)], EstimateText.GroundsOf(estimate), remarks);
    }
}
