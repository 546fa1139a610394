using System.Text;
using MuBench.Imaging;
using MuBench.Reports.Documents;
using MuBench.Reports.Figures;
using MuBench.Reports.Tables;

namespace MuBench.Cli.Figures;

/// <summary>The figures and tables of a report as files, with their captions.</summary>
internal static class PaperFiles
{
    public const string Svg = "svg";
    public const string Png = "png";
    public const string Pdf = "pdf";
    public const string Latex = "latex";
    public const string Csv = "csv";
    public const string Markdown = "markdown";

    // Journals ask for 300 dots per inch of figures with colour.
    private const int DotsPerInch = 300;

    /// <summary>The figures in some formats, and <c>captions.md</c>.</summary>
    /// <exception cref="UserException">This machine has no font for PDF or PNG.</exception>
    public static IReadOnlyList<(string Path, byte[] Content)> Figures(RunReport report, IReadOnlyList<string> formats)
    {
        var figures = ReportFigures.Of(report);
        if (figures.Count == 0) return [];
        if (formats.Contains(Png)) SansFont.Find();
        return
        [
            .. from figure in figures
               from format in formats
               select ($"{figure.Name}.{format}", Render(figure, format)),
            ("captions.md", Encoding.UTF8.GetBytes(string.Concat(figures.Select(figure => $"## {figure.Name}\n\n{figure.Caption}\n\n")))),
        ];
    }

    /// <summary>The tables in some formats.</summary>
    public static IReadOnlyList<(string Path, byte[] Content)> Tables(RunReport report, IReadOnlyList<string> formats) =>
    [
        .. from table in PaperTables.Of(report)
           from format in formats
           select ($"{table.Name}.{ExtensionOf(format)}", Encoding.UTF8.GetBytes(Render(table, format))),
    ];

    private static byte[] Render(Figure figure, string format) => format switch
    {
        Svg => Encoding.UTF8.GetBytes(SvgFigure.Render(figure)),
        Png => SvgRaster.Png(SvgFigure.Render(figure), DotsPerInch),
        _ => PdfFigure.Render(figure),
    };

    private static string Render(PaperTable table, string format) => format switch
    {
        Latex => TableText.Latex(table),
        Csv => TableText.Csv(table),
        _ => TableText.Markdown(table),
    };

    private static string ExtensionOf(string format) => format switch
    {
        Latex => "tex",
        Csv => "csv",
        _ => "md",
    };
}
