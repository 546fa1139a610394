using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Reports.Html;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.Results;

namespace MuBench.Tests.Reports;

public sealed partial class HtmlReportTests
{
    public static TheoryData<string> Samples => [.. Reports.Keys];

    private static Dictionary<string, Func<RunReport>> Reports { get; } = new()
    {
        ["typical"] = SampleReports.Typical,
        ["large"] = SampleReports.Large,
        ["one model"] = SampleReports.OneModel,
        ["hostile text"] = SampleReports.HostileText,
        ["nothing run"] = SampleReports.NothingRun,
        ["all void"] = SampleReports.AllVoid,
        ["no models"] = SampleReports.NoModels,
        ["interpolation"] = SampleInterpolations.Typical,
        ["two interpolations"] = SampleInterpolations.Two,
        ["hostile interpolation"] = SampleInterpolations.Hostile,
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void Render_AnySample_IsWellFormedSelfContainedAndAccessible(string sample)
    {
        var report = Reports[sample]();
        var page = PageReader.Read(report, SampleQuestions.Of(report, 4));
        var all = page.DescendantsAndSelf().ToList();

        var ids = all.Attributes("id").Select(id => id.Value).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(all.Attributes().Where(attribute => attribute.Name.LocalName is "href" or "src" or "action"), link =>
            Assert.True(link.Value == "data:," || link.Value.StartsWith("data:image/svg+xml;base64,", StringComparison.Ordinal) || (link.Value[0] == '#' && (link.Value.Contains('=', StringComparison.Ordinal) || ids.Contains(link.Value[1..]))), link.ToString()));
        Assert.DoesNotContain(all, element => element.Name.LocalName is "img" or "iframe" or "object" or "form" or "base");
        Assert.DoesNotContain(all.Attributes(), attribute => attribute.Name.LocalName is "style" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.All(page.Descendants("table"), table => Assert.Single(table.Elements("caption")));
        Assert.All(page.Descendants("svg"), svg => Assert.Equal("true", (string?)svg.Attribute("aria-hidden")));
        Assert.All(page.Descendants().Where(element => element.Name.LocalName is "input" or "select"), input => Assert.True(input.Ancestors("label").Any()
            || page.Descendants("label").Any(label => (string?)label.Attribute("for") == (string?)input.Attribute("id"))));
        Assert.All(page.Descendants("th"), head => Assert.Contains((string?)head.Attribute("scope"), (string[])["col", "row", "rowgroup"]));
        var levels = all.Select(element => element.Name.LocalName).Where(name => name is ['h', >= '1' and <= '6']).Select(name => name[1] - '0').ToList();
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1, $"h{pair.First} is followed by h{pair.Second}"));
        Assert.Single(page.Descendants("h1"));
        Assert.Equal("en", (string?)page.Attribute("lang"));
    }

    [Fact]
    public void Render_OfficialProtocol_NamesTheParityCertificate()
    {
        var report = SampleReports.Typical();
        Assert.Contains("certificate 5be1c0ffee012345, 170 checks: pass", PageReader.Read(report).Section("provenance").Value, StringComparison.Ordinal);
        Assert.Contains("| Parity with the authors' code | certificate 5be1c0ffee012345, 170 checks: pass |", MarkdownReport.Render(report), StringComparison.Ordinal);

        report = report with { Run = report.Run with { Parity = null } };
        Assert.DoesNotContain("Parity", PageReader.Read(report).Section("provenance").Value, StringComparison.Ordinal);
        Assert.DoesNotContain("Parity", MarkdownReport.Render(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_HostileText_ShowsItAsText()
    {
        var page = PageReader.Read(SampleReports.HostileText());
        var shown = SampleReports.Hostile.Replace("\u202E\0", "\uFFFD\uFFFD", StringComparison.Ordinal).Replace('\r', ' ');

        Assert.Equal(shown, page.Descendants("h1").Single().Value);
        Assert.Contains(page.Section("missing").Descendants("li"), item => item.Value == "2 × " + shown);
        Assert.Single(page.Descendants("script"), script => script.Attribute("type") is null);
    }

    [Fact]
    public void Render_Policy_AllowsExactlyTheStyleAndTheScriptOfThePage()
    {
        var html = HtmlReport.Render(SampleReports.OneModel());
        var policy = PageReader.Read(SampleReports.OneModel()).Descendants("meta")
            .Single(meta => (string?)meta.Attribute("http-equiv") == "Content-Security-Policy").Attribute("content")!.Value;

        Assert.StartsWith("default-src 'none'; ", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        foreach (Match element in Resources().Matches(html))
        {
            var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(element.Groups[2].Value)));
            Assert.Contains($"{element.Groups[1].Value}-src 'sha256-{hash}'", policy, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Render_Typical_ShowsTheNumbersOfTheReport()
    {
        var report = SampleReports.Typical();
        var page = PageReader.Read(report);

        Assert.Equal(LeaderboardCells(report), ShownLeaderboard(page, report));
        Assert.Equal(HeatCells(report), ShownHeatMap(page, report));
        var differences = page.Section("differences").WithClass("full").SelectMany(table => table.Element("tbody")!.Elements("tr"))
            .Select(row => string.Join('|', row.Elements("td").Take(6).Select(cell => cell.Value))).Order();
        Assert.Equal(
            report.Comparisons.Select(c => $"{c.A}|{c.B}|{c.Slice}|{c.N:N0}|{c.OnlyA:N0}|{c.OnlyB:N0}").Order(),
            differences);
        var outcomes = page.Section("outcomes").Descendants("tbody").Single().Elements("tr")
            .ToDictionary(row => row.Element("th")!.Value, row => row.Elements("td").Skip(1).Select(cell => cell.Value));
        Assert.All(report.Models, model => Assert.Equal(Counts(model.Outcomes).Select(count => count.ToString("N0")), outcomes[model.Id]));
    }

    [Fact]
    public void Render_VoidModel_IsLastWithItsReasonAndWithoutARank()
    {
        var row = PageReader.Read(SampleReports.Typical()).Section("leaderboard").WithClass("board").First()
            .Element("tbody")!.Elements("tr").Last();

        Assert.Contains("35.0% of the questions failed or were not run; failAbove is 2.0%.", row.Value, StringComparison.Ordinal);
        Assert.Equal("–", row.Elements("td").First().Value);
    }

    [Fact]
    public void Render_Published_IsLabelledAndNotOnTheLeaderboard()
    {
        var page = PageReader.Read(SampleReports.Typical());

        Assert.Contains("coarse, published", page.Section("published").Value, StringComparison.Ordinal);
        Assert.Contains("μ-Bench, arXiv 2407.01791, Table 1", page.Section("published").Value, StringComparison.Ordinal);
        Assert.DoesNotContain("GPT-4o", page.Section("leaderboard").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_TwelveModelsFortySources_StaysUnderThreeMegabytesWithAsManyQuestionsAsThereIsRoomFor()
    {
        var report = SampleReports.Large();
        var sample = SampleQuestions.Of(report, 5_000);

        var size = Encoding.UTF8.GetByteCount(HtmlReport.Render(report, sample));

        Assert.InRange(size, HtmlReport.MaxBytes * 0.6, HtmlReport.MaxBytes);
    }

    [Fact]
    public void Render_FirstScreen_SaysWhoLeadsHowSureAndWhatIsMissing()
    {
        var report = SampleReports.Typical();
        var missing = report.Models.Sum(model => model.Outcomes.Failed + model.Outcomes.NotRun);
        var header = PageReader.Read(report).Descendants("header").Single();
        var findings = header.WithClass("finding").Select(finding => finding.Value).ToList();

        Assert.StartsWith("generalist leads on coarse: ", findings[0], StringComparison.Ordinal);
        Assert.Contains(" leads on fine: ", findings[1], StringComparison.Ordinal);
        Assert.StartsWith($"Missing: {missing:N0} of ", findings[2], StringComparison.Ordinal);
        Assert.EndsWith("1 result is void and not ranked.", findings[2], StringComparison.Ordinal);
    }

    private static IEnumerable<string> LeaderboardCells(RunReport report) => report.Models.SelectMany(model => model.Scores
        .Where(score => score.Slice == "all")
        .Select(score => $"{score.Protocol}|{model.Id}|{score.Task}|{score.Accuracy!.Value:R}|{ReportNumbers.Percent(score.Accuracy)}")).Order();

    private static IEnumerable<string> ShownLeaderboard(XElement page, RunReport report)
    {
        var tables = page.Section("leaderboard").WithClass("board").ToList();
        return tables.SelectMany((table, protocol) => table.Element("tbody")!.Elements("tr").SelectMany(row =>
            row.Elements("td").Where(cell => PageReader.Classes(cell).Contains("task")).Select((cell, task) => string.Join(
                '|',
                protocol == 0 ? "official" : "strict",
                row.WithClass("model").Single().Value,
                Leaderboard.Tasks(report)[task],
                cell.Attribute("data-v")!.Value,
                cell.Descendants("b").Single().Value)))).Order();
    }

    private static IEnumerable<string> HeatCells(RunReport report) => report.Models.SelectMany(model => model.Scores.Select(score =>
        $"{score.Task}, {score.Protocol}|{model.Id}|{score.Slice}|{ReportNumbers.Percent(score.Accuracy, 1)}{ReportNumbers.Interval(score.Ci95, 1)} n = {score.N:N0}")).Order();

    private static IEnumerable<string> ShownHeatMap(XElement page, RunReport report) => page.WithClass("heat").Where(table => !PageReader.Classes(table).Contains("confusion")).SelectMany(table =>
    {
        var title = table.Element("caption")!.Value.Split(" protocol")[0];
        var models = table.Element("thead")!.Descendants("span").Select(head => head.Value).ToList();
        return table.Elements("tbody").Elements("tr").SelectMany(row => row.Elements("td").Select((cell, column) =>
            $"{title}|{models[column]}|{row.Element("th")!.Attribute("title")!.Value}|{cell.Value}"));
    }).Order();

    private static int[] Counts(OutcomeCounts o) =>
        [o.Correct, o.Wrong, o.Unparsed, o.Refused, o.Filtered, o.Truncated, o.Failed, o.NotRun];

    [GeneratedRegex("<(style|script)>(.*?)</\\1>", RegexOptions.Singleline)]
    private static partial Regex Resources();
}
