using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MuBench.Reports.Documents;
using MuBench.Scoring;
using MuBench.Scoring.Parity;

namespace MuBench.Reports;

/// <summary><c>report.json</c>: the report in its stable format for other programs.</summary>
public static class JsonReport
{
    // Indented for readability, with characters such as "h&e" and "μ" unescaped: the file is JSON in UTF-8, never part of a page.
    private static readonly ReportJsonContext Indented = new(Options(ReportJsonContext.Default));

    private static readonly ScoringJsonContext IndentedScoring = new(Options(ScoringJsonContext.Default));


    /// <summary>Renders the report as indented UTF-8 JSON that ends with a line feed. Equal reports give equal bytes.</summary>
    public static byte[] Render(RunReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return [.. JsonSerializer.SerializeToUtf8Bytes(report, Indented.RunReport), (byte)'\n'];
    }

    /// <inheritdoc cref="Render(RunReport)"/>
    public static byte[] Render(RunComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return [.. JsonSerializer.SerializeToUtf8Bytes(comparison, Indented.RunComparison), (byte)'\n'];
    }

    /// <inheritdoc cref="Render(RunReport)"/>
    public static byte[] Render(ParityCertificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return [.. JsonSerializer.SerializeToUtf8Bytes(certificate, IndentedScoring.ParityCertificate), (byte)'\n'];
    }

    private static JsonSerializerOptions Options(JsonSerializerContext context) => new(context.Options)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
