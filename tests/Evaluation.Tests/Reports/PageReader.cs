using System.Text.RegularExpressions;
using System.Xml.Linq;
using MuBench.Reports.Documents;
using MuBench.Reports.Html;
using MuBench.Reports.Html.Browser;

namespace MuBench.Tests.Reports;

/// <summary>Reads a rendered page as XML, without its style sheet and script.</summary>
internal static partial class PageReader
{
    public static XElement Read(RunReport report, QuestionSample? questions = null)
    {
        var html = HtmlReport.Render(report, questions);
        Assert.StartsWith("<!DOCTYPE html>\n", html, StringComparison.Ordinal);
        return XElement.Parse(Resources().Replace(html["<!DOCTYPE html>\n".Length..], "<$1></$1>"), LoadOptions.PreserveWhitespace);
    }

    public static IEnumerable<XElement> WithClass(this XElement root, string name) =>
        root.Descendants().Where(element => Classes(element).Contains(name));

    public static XElement Section(this XElement root, string id) =>
        root.Descendants("section").Single(section => (string?)section.Attribute("id") == id);

    public static string[] Classes(XElement element) => ((string?)element.Attribute("class") ?? "").Split(' ');

    [GeneratedRegex("<(style|script)>.*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex Resources();
}
