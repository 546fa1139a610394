using System.Xml.Linq;
using MuBench.Reports;
using MuBench.Reports.Documents;
using MuBench.Scoring.Results;

namespace MuBench.Tests.Reports;

public sealed class JUnitReportTests
{
    private static readonly RunReport Report = SampleReports.Typical() with
    {
        Gate = new ReportGate("fail",
        [
            new ReportGateCheck("a", "coarse", "accuracy at least 0.5", "0.6, n = 10", "pass"),
            new ReportGateCheck("a<b>&\"", "fine", "accuracy at least 0.5\u0001", "0.4 < 0.5\u0000\n& so on", "fail"),
            new ReportGateCheck("b", "all", "not worse than a by more than 0.02", "difference 0.01", "inconclusive"),
        ]),
    };

    [Fact]
    public void Render_Gate_HasACaseForEachCheckAndModel()
    {
        var suite = Suite(failInconclusive: false);

        Assert.Equal(Report.Gate.Checks.Count + Report.Models.Count, suite.Elements("testcase").Count());
        var gate = suite.Elements("testcase").Where(test => test.Attribute("classname")!.Value.EndsWith(".gate", StringComparison.Ordinal)).ToArray();
        Assert.Equal(["", "failure", "skipped"], gate.Select(test => test.Elements().SingleOrDefault()?.Name.LocalName ?? ""));
        Assert.Equal("inconclusive: difference 0.01", gate[2].Element("skipped")!.Attribute("message")!.Value);
        var models = suite.Elements("testcase").Except(gate);
        Assert.Equal(Report.Models.Select(model => (model.Id, model.Void)), models.Select(test => (test.Attribute("name")!.Value, test.Element("failure") is not null)));
    }

    [Fact]
    public void Render_Inconclusive_IsAFailureWhereAskedFor()
    {
        var suite = Suite(failInconclusive: true);

        Assert.Equal("0", suite.Attribute("skipped")!.Value);
        Assert.Contains(suite.Descendants("failure"), failure => failure.Attribute("message")!.Value == "inconclusive: difference 0.01");
    }

    [Fact]
    public void Render_AnyText_IsEscapedAndWithoutControlCharacters()
    {
        var failed = Suite(failInconclusive: false).Elements("testcase").ElementAt(1);

        Assert.Equal("a<b>&\", fine: accuracy at least 0.5", failed.Attribute("name")!.Value);
        Assert.Equal("fail: 0.4 < 0.5  & so on", failed.Element("failure")!.Attribute("message")!.Value);
    }

    /// <summary>The requirements of the common schemas: Ant's (Windy Road), which defines the order of the parts, and Jenkins'.</summary>
    [Fact]
    public void Render_Suite_HasThePartsOfTheCommonSchemasInOrder()
    {
        var suite = Suite(failInconclusive: false);

        Assert.Equal(
            ["name", "package", "id", "tests", "failures", "errors", "skipped", "time", "timestamp", "hostname"],
            suite.Attributes().Select(attribute => attribute.Name.LocalName));
        Assert.Equal(["properties", "testcase", "system-out", "system-err"], suite.Elements().Select(element => element.Name.LocalName).Distinct());
        Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}$", suite.Attribute("timestamp")!.Value);
        Assert.Matches("^[0-9]+(\\.[0-9]+)?$", suite.Attribute("time")!.Value);
        Assert.All(suite.Elements("testcase"), test =>
        {
            Assert.Equal(["classname", "name", "time"], test.Attributes().Select(attribute => attribute.Name.LocalName));
            Assert.True(test.Elements().Count() <= 1);
            Assert.All(test.Elements("failure"), failure => Assert.NotNull(failure.Attribute("type")));
        });
        Assert.Equal(suite.Elements("testcase").Count(), (int)suite.Attribute("tests")!);
        Assert.Equal(suite.Descendants("failure").Count(), (int)suite.Attribute("failures")!);
        Assert.Equal(suite.Descendants("skipped").Count(), (int)suite.Attribute("skipped")!);
    }

    private static XElement Suite(bool failInconclusive)
    {
        using var stream = new MemoryStream(JUnitReport.Render(Report, failInconclusive));
        return XDocument.Load(stream).Root!.Element("testsuite")!;
    }
}
