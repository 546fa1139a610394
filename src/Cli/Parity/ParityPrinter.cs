using MuBench.Cli.Printing;
using MuBench.Scoring.Parity;
using Spectre.Console;

namespace MuBench.Cli.Parity;

/// <summary>Prints a parity certificate: one line per area, the compared numbers, the failures, and the deviations.</summary>
internal static class ParityPrinter
{
    private static readonly (string Area, string Text)[] Areas =
    [
        ("prompt", "prompts, byte for byte"),
        ("matcher", "replies counted as the authors count them"),
        ("contrastive", "choices from published probabilities"),
        ("denominators", "number of questions of an accuracy"),
        ("published", "published totals from the published parts, %"),
        ("chance", "accuracy of guessing, %"),
        ("half-width", "bootstrap half-widths, points"),
        ("localisation", "GRIT scores and boxes of replies"),
    ];

    // The areas whose checks are printed one by one. For other areas the line is enough; failures are printed for all areas.
    private static readonly (string Area, string Caption)[] Detailed =
    [
        ("published", "accuracy in %, pooled from the published tables by question type and by dataset, which have whole percent"),
        ("chance", "accuracy in %; assumed: 4 options for modality, 6 for other coarse types; classes of the dataset, at most 5, and none of the above for fine"),
        ("half-width", "points; against 20 runs of scipy.stats.bootstrap and published ones, within 4 standard errors"),
    ];

    /// <summary>Prints the certificate.</summary>
    public static void Print(ParityCertificate certificate, TimeSpan elapsed, TextWriter output)
    {
        var console = Terminal.Over(output);
        var areas = certificate.Checks.ToLookup(check => check.Area);
        console.Write(Summary(areas));
        foreach (var (area, caption) in Detailed)
            console.Write(Numbers(areas[area]).Caption(Markup.Escape(caption)));
        if (!certificate.Passes)
            console.Write(Failures(certificate.Checks.Where(check => !check.Pass)));
        console.Write(Deviations(certificate.Deviations));

        var failed = certificate.Checks.Count(check => !check.Pass);
        output.WriteLine($"{(failed == 0 ? "pass" : "FAIL")}: {certificate.Checks.Count - failed} of {certificate.Checks.Count} checks agree, computed in {elapsed.TotalMilliseconds:F0} ms.");
        output.WriteLine($"Certificate {ParityCertificate.FirstDigits(certificate.Id)}, protocol {certificate.Protocol}, MuBench {certificate.Code.Version}.");
    }

    // Areas of a later version follow at the end, under their own names.
    private static Table Summary(ILookup<string, ParityCheck> areas)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("area", "checked").AddColumn(Right("agree")).AddColumn("");
        foreach (var area in areas.OrderBy(area => Order(area.Key)))
        {
            var (all, agree) = (area.Count(), area.Count(check => check.Pass));
            table.AddRow(area.Key, Array.Find(Areas, known => known.Area == area.Key).Text ?? "", $"{agree} of {all}", Verdict(agree == all));
        }

        return table;
    }

    private static int Order(string area) => Array.FindIndex(Areas, known => known.Area == area) is >= 0 and var place ? place : int.MaxValue;

    private static Table Numbers(IEnumerable<ParityCheck> checks)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("check")
            .AddColumns(Right("expected"), Right("found"), Right("difference"), Right("within"), new TableColumn(""));
        foreach (var check in checks)
            table.AddRow(Cells(check.Id, check.Expected, check.Found, check.Difference ?? "", Number(check.Tolerance), Verdict(check.Pass)));
        return table;
    }

    // Notes on how a tolerance is derived stand below the table.
    private static string Number(string? tolerance) => tolerance?.Split(' ')[0] ?? "exactly";

    private static Table Failures(IEnumerable<ParityCheck> checks)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("disagrees", "what", "expected", "found", "within");
        foreach (var check in checks)
            table.AddRow(Cells(check.Id, check.What, check.Expected, check.Found, check.Tolerance ?? "exactly"));
        return table;
    }

    private static Table Deviations(IEnumerable<ParityDeviation> deviations)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("differs on purpose", "the authors' code", "MuBench");
        foreach (var deviation in deviations)
            table.AddRow(Cells(deviation.Id, deviation.Authors, deviation.Here));
        return table;
    }

    private static string[] Cells(params string[] cells) => [.. cells.Select(Markup.Escape)];

    private static TableColumn Right(string head) => new TableColumn(head).RightAligned();

    private static string Verdict(bool agrees) => agrees ? "ok" : "FAIL";
}
