using MuBench.Reports.Html.Analyses;

namespace MuBench.Reports.Html;

/// <summary>Further analyses of the responses: calibration, caption templates, length, size. Left out if no model has any of them.</summary>
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
