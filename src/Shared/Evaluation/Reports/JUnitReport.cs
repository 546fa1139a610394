using System.Globalization;
using System.Text;
using System.Xml;
using MuBench.Reports.Documents;
using MuBench.Scoring.Results;

namespace MuBench.Reports;

/// <summary>
/// The gate as JUnit XML, for build servers. It has one suite for the run, and one test case for each condition and
/// each model. A model's test case fails if its result is void or has an alarm. Valid against the schemas of Ant's and
/// of Jenkins' JUnit readers.
/// </summary>
public static class JUnitReport
{
    private const string Gate = "gate";
    private const string Result = "result";

    /// <summary>Renders the report as UTF-8 XML. Equal reports give equal bytes.</summary>
    /// <param name="report">The report.</param>
    /// <param name="failInconclusive">Whether an undecided condition counts as a failure; else it is skipped.</param>
    public static byte[] Render(RunReport report, bool failInconclusive)
    {
        ArgumentNullException.ThrowIfNull(report);
        TestCase[] cases =
        [
            .. report.Gate.Checks.Select(check => CaseOf(check, failInconclusive)),
            .. report.Models.Select(model => new TestCase(
                Result,
                model.Id,
                model.Void || model is { ControlOf: null, Alarm: not null } ? TestEnding.Failed : TestEnding.Passed,
                model.VoidReason ?? model.Alarm?.Text ?? "No reason was recorded.")),
        ];
        using var content = new MemoryStream();
        using (var xml = XmlWriter.Create(content, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" }))
            Write(xml, report, cases);
        content.WriteByte((byte)'\n');
        return content.ToArray();
    }

    private static TestCase CaseOf(ReportGateCheck check, bool failInconclusive) => new(
        Gate,
        $"{check.Model}, {check.Task}: {check.Condition}",
        check.Result switch
        {
            "pass" => TestEnding.Passed,
            "inconclusive" when !failInconclusive => TestEnding.Skipped,
            _ => TestEnding.Failed,
        },
        $"{check.Result}: {check.Measured}");

    private static void Write(XmlWriter xml, RunReport report, TestCase[] cases)
    {
        var seconds = Number((report.Run.FinishedAt - report.Run.StartedAt).TotalSeconds);
        xml.WriteStartElement("testsuites");
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", report.Run.Id);
        Attribute(xml, "package", "mubench");
        Attribute(xml, "id", "0");
        Attribute(xml, "tests", Number(cases.Length));
        Attribute(xml, "failures", Number(cases.Count(test => test.Ending == TestEnding.Failed)));
        Attribute(xml, "errors", "0");
        Attribute(xml, "skipped", Number(cases.Count(test => test.Ending == TestEnding.Skipped)));
        Attribute(xml, "time", seconds);
        Attribute(xml, "timestamp", report.Run.FinishedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        Attribute(xml, "hostname", "localhost"); // a report contains nothing about the machine that made it
        WriteProperties(xml, report);
        foreach (var test in cases)
            WriteCase(xml, ExcerptText.Title(report.Run), test);
        xml.WriteElementString("system-out", $"gate: {report.Gate.Result}");
        xml.WriteElementString("system-err", "");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteProperties(XmlWriter xml, RunReport report)
    {
        xml.WriteStartElement("properties");
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)
            [
                ("protocol", report.Run.Protocol), ("dataset", report.Run.Dataset.Name), ("revision", report.Run.Dataset.Revision),
                ("manifestSha256", report.Run.ManifestSha256), ("version", report.Run.Code.Version),
            ])
            WriteProperty(xml, name, value);
        if (SamplingText.Of(report.Run) is { } sampled)
            WriteProperty(xml, "sampled", sampled);
        foreach (var line in RequestText.Lines(report))
            WriteProperty(xml, "notOfficial", line);

        xml.WriteEndElement();
    }

    private static void WriteProperty(XmlWriter xml, string name, string value)
    {
        xml.WriteStartElement("property");
        Attribute(xml, "name", name);
        Attribute(xml, "value", value);
        xml.WriteEndElement();
    }

    private static void WriteCase(XmlWriter xml, string run, TestCase test)
    {
        xml.WriteStartElement("testcase");
        Attribute(xml, "classname", $"{run}.{test.Group}");
        Attribute(xml, "name", test.Name);
        Attribute(xml, "time", "0");
        if (test.Ending != TestEnding.Passed)
        {
            xml.WriteStartElement(test.Ending == TestEnding.Skipped ? "skipped" : "failure");
            Attribute(xml, "message", test.Message);
            if (test.Ending == TestEnding.Failed)
                Attribute(xml, "type", test.Group);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    // XML does not allow control characters, not even escaped.
    private static void Attribute(XmlWriter xml, string name, string value)
    {
        var shown = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
            shown.Append(Rune.IsControl(rune) || rune.Value is 0xFFFE or 0xFFFF ? " " : rune.ToString());
        xml.WriteAttributeString(name, shown.ToString().Trim());
    }

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private enum TestEnding
    {
        Passed,
        Skipped,
        Failed,
    }

    private sealed record TestCase(string Group, string Name, TestEnding Ending, string Message);
}
