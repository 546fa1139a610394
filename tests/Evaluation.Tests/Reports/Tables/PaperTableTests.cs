using MuBench.Reports.Tables;
using MuBench.TestUtils;
using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Reports.Tables;

public sealed class PaperTableTests
{
    private static readonly string? Tex = ((string[])["pdflatex", "lualatex", "tectonic"]).FirstOrDefault(OnPath);

    [Fact]
    public void Latex_AnyText_IsEscaped() =>
        Assert.Equal(
            "a\\_b \\& 5\\% \\{x\\} \\textbackslash{}input $-$1 é [U+4E2D]",
            LatexText.Escaped("a_b & 5% {x} \\input −1 é 中"));

    [Fact]
    public void Leaderboard_FloorsAndRule_StandInIt()
    {
        var table = PaperTables.Of(SampleReports.Typical())[0];

        Assert.Equal("leaderboard", table.Name);
        Assert.Contains("floor", table.Rows.Select(row => row[0]));
        Assert.Contains("Floors see no image and have no rank.", table.Caption, StringComparison.Ordinal);
        Assert.All(table.Rows, row => Assert.Equal(table.Heads.Count, row.Count));
    }

    [Fact]
    public void Csv_Table_CanBeReadAgain()
    {
        var table = PaperTables.Of(SampleReports.Typical())[0];

        var rows = CsvReader.Read(TableText.Csv(table));

        Assert.Equal(table.Rows.Count + 1, rows.Count);
        Assert.Equal(table.Rows.Select(row => row[1]), rows.Skip(1).Select(row => row[1]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Latex_EveryTable_Compiles(bool isHostile)
    {
        Assert.SkipWhen(Tex is null, "No pdflatex, lualatex or tectonic on the PATH.");
        using var folder = new TemporaryFolder();
        var tables = string.Concat(PaperTables.Of(isHostile ? SampleReports.HostileText() : SampleReports.Typical()).Select(table => TableText.Latex(table) + "\\clearpage\n"));
        await File.WriteAllTextAsync(Path.Join(folder.Path, "tables.tex"), "\\documentclass{article}\n\\begin{document}\n" + tables + "\\end{document}\n", TestContext.Current.CancellationToken);

        string[] arguments = Tex == "tectonic" ? ["tables.tex"] : ["-interaction=nonstopmode", "-halt-on-error", "tables.tex"];
        await NodeFolder.RunAsync(Tex!, arguments, folder.Path);

        Assert.True(File.Exists(Path.Join(folder.Path, "tables.pdf")));
    }

    private static bool OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Join(folder, program)) || File.Exists(Path.Join(folder, program + ".exe")));
}
