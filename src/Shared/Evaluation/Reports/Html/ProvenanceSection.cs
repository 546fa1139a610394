using MuBench.Reports.Documents;
using MuBench.Scoring.Parity;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Html;

/// <summary>The run, dataset and code behind the numbers.</summary>
internal static class ProvenanceSection
{
    public const string ComputedName = "Computed in";
    public const string ParityName = "Parity with the authors' code";

    public static void Write(HtmlWriter html, ReportIndex index)
    {
        var run = index.Report.Run;
        using (HtmlParts.Section(html, "provenance", "How it was made"))
        using (html.Open("dl", ("class", "provenance")))
        {
            Row(html, "Run", run.Id);
            Row(html, "Manifest, SHA-256", run.ManifestSha256);
            Row(html, "Dataset", $"{run.Dataset.Name}, revision {run.Dataset.Revision}");
            Row(html, "Dataset, SHA-256", run.Dataset.Sha256);
            Row(html, "Asked", $"{ReportNumbers.Count(run.Dataset.Questions)} questions about {ReportNumbers.Count(run.Dataset.Images)} images{(run.Dataset.Items is { } items ? $" in {ReportNumbers.Count(items)} items" : "")}, of each of {ReportNumbers.Count(index.Models)} models");
            if (run.Dataset.Display is { } display) Row(html, "Display of deep images", $"{display.Rule}, {ReportNumbers.Count(display.Items)} {(run.Dataset.Items is null ? "images" : "items")}");
            Row(html, "Protocol", run.Protocol);
            if (ComputedBy.Line(index.Report) is { } computed)
                Row(html, ComputedName, computed);
            Row(html, "Started", ReportNumbers.Moment(run.StartedAt));
            Row(html, "Finished", ReportNumbers.Moment(run.FinishedAt));
            Row(html, "MuBench", $"{run.Code.Version}, commit {run.Code.Commit}");
            if (run.Parity is { } parity)
                Row(html, ParityName, ParityText(parity));
            if (run.Proof is { } proof) Row(html, "Merkle root", RootText(proof));
            Row(html, "Report format", index.Report.FormatVersion.ToString());
            Row(html, "Same numbers for programs", $"{ReportFiles.Json}, {ReportFiles.Csv}");
        }
    }

    /// <summary>The certificate as one line.</summary>
    public static string ParityText(ReportParity parity) => $"certificate {ParityCertificate.FirstDigits(parity.Id)}, {ReportNumbers.Count(parity.Checks)} checks: {parity.Result}";

    /// <summary>The root, and the number of responses that it covers.</summary>
    public static string RootText(ReportProof proof) => $"{proof.Root} ({proof.Algorithm}) over {ReportNumbers.Count(proof.Records)} answers; mubench verify checks it";

    private static void Row(HtmlWriter html, string name, string value)
    {
        html.Line();
        using (html.Open("div"))
        {
            html.Leaf("dt", name);
            html.Leaf("dd", value);
        }
    }
}
