using MuBench.Reports.Html.Analyses;

namespace MuBench.Reports.Html;

/// <summary>What the answers say beyond the scores: calibration, caption templates, length, size. Left out where no model has any of it.</summary>
internal static class AnalysesSection
{
    public static bool HasContent(ReportIndex index) =>
        CalibrationPart.HasContent(index) || TemplatePart.HasContent(index) || LengthPart.HasContent(index) || SizePart.HasContent(index);

    public static void Write(HtmlWriter html, ReportIndex index)
    {
        if (!HasContent(index)) return;
        using (HtmlParts.Section(html, "analyses", "Analyses"))
        {
            CalibrationPart.Write(html, index);
            TemplatePart.Write(html, index);
            LengthPart.Write(html, index);
            SizePart.Write(html, index);
        }
    }
}
