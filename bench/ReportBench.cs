using System.Diagnostics;
using System.Text;
using System.Text.Json;
using MuBench.Imaging;
using MuBench.Json;
using MuBench.Pipeline.Reporting.Browser;
using MuBench.Reports;
using MuBench.Reports.Html;
using MuBench.Reports.Html.Browser;
using MuBench.Scoring.Outcomes;
using MuBench.Tests.Reports;
using MuBench.TestUtils.Browsing;

namespace MuBench.Bench;

/// <summary>
/// The report of 12 models over a benchmark of μ-Bench's size and shape: the size of its page, and the time to write and to open
/// it.
/// </summary>
internal static class ReportBench
{
    private const int Openings = 5;

    public static async Task<int> RunAsync(string? keep)
    {
        var report = SampleReports.FullSize();
        var slices = report.Models.SelectMany(model => model.Scores).Select(score => (score.Task, score.Slice)).Distinct().Count();
        Console.WriteLine($"{report.Models.Count} models x {report.Run.Dataset.Questions:N0} questions, {slices} slices, {report.Comparisons.Count:N0} comparisons");
        TimeSampler();
        var questions = WithPictures(SampleQuestions.Of(report, QuestionSampleReader.MaxRows));
        ReportFiles.Render(SampleReports.OneModel()); // compiles the code
        var clock = Stopwatch.StartNew();
        var files = ReportFiles.Render(report, questions);
        Console.WriteLine($"rendering all files   {clock.Elapsed.TotalSeconds:F2} s");
        foreach (var (name, content) in files) Console.WriteLine($"  {name,-12} {content.Length,12:N0} bytes");
        var html = files.Single(file => file.Name == ReportFiles.Html).Content;
        Console.WriteLine($"  of it without the browser of questions: {Encoding.UTF8.GetByteCount(HtmlReport.Render(report)):N0} bytes (target of the page 3,000,000)");
        if (keep is not null) await File.WriteAllBytesAsync(keep, html);
        await OpenAsync(Encoding.UTF8.GetString(html));
        return 0;
    }

    // A table of the same size, with the outcomes under two protocols that the sampler reads.
    private static void TimeSampler()
    {
        var items = ScoringBench.Items();
        var models = Enumerable.Range(0, ScoringBench.Models).Select(model => ScoringBench.Outcomes(items, model).Outcomes).ToList();
        var clock = Stopwatch.StartNew();
        var drawn = QuestionSampler.Draw(items, [.. models.Select(outcomes => (IReadOnlyList<Outcome[]>)[outcomes, outcomes])], QuestionSampleReader.MaxRows, 0);
        Console.WriteLine($"drawing {drawn.Count} of {items.Images:N0} images  {clock.Elapsed.TotalSeconds:F2} s");
    }

    private static QuestionSample WithPictures(QuestionSample sample)
    {
        var (pngs, origin) = DrawnImages.Usual();
        if (pngs.Count == 0) (pngs, origin) = ([.. Enumerable.Range(0, 10).Select(seed => DrawnImages.Png(seed))], "drawn pictures");
        var clock = Stopwatch.StartNew();
        var thumbnails = pngs.Select(png => Thumbnail.WebP(png, Hashing.Sha256(png), Thumbnails.MinSide)).ToList();
        Console.WriteLine($"thumbnails            {clock.Elapsed.TotalMilliseconds / pngs.Count:F1} ms and {thumbnails.Average(webp => webp.Length):N0} bytes each ({origin})");
        return sample with { Rows = [.. sample.Rows.Select((row, index) => row with { Images = [new BrowsedImage(thumbnails[index % thumbnails.Count])] })] };
    }

    private static async Task OpenAsync(string html)
    {
        if (HeadlessBrowser.Program is null)
        {
            Console.WriteLine(HeadlessBrowser.None);
            return;
        }

        await using var browser = await HeadlessBrowser.StartAsync();
        for (var opening = 0; opening < Openings; opening++)
        {
            await using var page = await browser.OpenAsync(html);
            Console.WriteLine($"opened: {await ProcessorTimeAsync(page):F0} ms of the page's main thread");
            var times = await page.EvaluateAsync<double[]>("(({ domContentLoadedEventEnd, loadEventEnd }) => [domContentLoadedEventEnd, loadEventEnd])(performance.getEntriesByType('navigation')[0])");
            var shown = await page.EvaluateAsync<double>("new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1))))");
            var clock = Stopwatch.StartNew();
            await page.EvaluateAsync<object>("document.getElementById('questions').scrollIntoView()");
            await page.Page.WaitForSelectorAsync("#browser-list .item");
            var questions = clock.Elapsed;
            clock.Restart();
            await page.EvaluateAsync<object>("(() => { const one = document.getElementById('browser-disagreement'); one.value = 'models'; one.dispatchEvent(new Event('input')); return new Promise(done => setTimeout(done)); })()");
            Console.WriteLine(
                $"  by the clock: first paint {shown:F0} ms, content loaded {times[0]:F0} ms, load {times[1]:F0} ms (target 1,000); questions shown {questions.TotalMilliseconds:F0} ms after jumping there; filtered in {clock.Elapsed.TotalMilliseconds:F0} ms");
        }

        await using var last = await browser.OpenAsync(html);
        await last.EvaluateAsync<object>("document.getElementById('questions').scrollIntoView()");
        await last.Page.WaitForSelectorAsync("#browser-list .item");
        Console.WriteLine(await last.EvaluateAsync<string>("document.getElementById('browser-legend').textContent"));
    }

    // The processor time of the page's main thread, which does not depend on other work of the machine.
    private static async Task<double> ProcessorTimeAsync(OpenPage page)
    {
        var session = await page.Page.CreateCDPSessionAsync();
        await session.SendAsync("Performance.enable", new Dictionary<string, object> { ["timeDomain"] = "threadTicks" });
        await page.Page.ReloadAsync();
        var metrics = await session.SendAsync<JsonElement>("Performance.getMetrics");
        return 1_000 * metrics.GetProperty("metrics").EnumerateArray()
            .Single(metric => metric.GetProperty("name").GetString() == "TaskDuration").GetProperty("value").GetDouble();
    }
}
