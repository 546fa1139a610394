using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PuppeteerSharp;
using PuppeteerSharp.Media;

namespace MuBench.TestUtils.Browsing;

/// <summary>A page as the browser prints it.</summary>
/// <param name="Pages">Number of sheets.</param>
/// <param name="Size">The first sheet's box: left, bottom, right, top in whole points (1/72 inch).</param>
public sealed partial record Printout(int Pages, IReadOnlyList<double> Size)
{
    /// <summary>Prints an open page, backgrounds included, on A4 or Letter.</summary>
    /// <param name="page">The page.</param>
    /// <param name="paper"><c>A4</c> or <c>Letter</c>.</param>
    public static async Task<Printout> OfAsync(IPage page, string paper)
    {
        var options = new PdfOptions { Format = paper == "A4" ? PaperFormat.A4 : PaperFormat.Letter, PreferCSSPageSize = true, PrintBackground = true };
        var pdf = Encoding.Latin1.GetString(await page.PdfDataAsync(options));
        var box = MediaBox().Match(pdf).Groups[1].Value.Split(' ');
        return new(PageObject().Count(pdf), [.. box.Select(number => Math.Round(double.Parse(number, CultureInfo.InvariantCulture)))]);
    }

    [GeneratedRegex(@"/Type /Page\b(?!s)")]
    private static partial Regex PageObject();

    [GeneratedRegex(@"/MediaBox \[([^\]]*)\]")]
    private static partial Regex MediaBox();
}
