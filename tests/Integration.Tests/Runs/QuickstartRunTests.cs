using System.Text.Json.Nodes;
using MuBench.Tests.Storage;
using MuBench.TestUtils.Browsing;

namespace MuBench.Tests.Runs;

/// <summary>The README's first command, with the files of the repository.</summary>
public sealed class QuickstartRunTests(AzuriteServer azurite, BrowserFixture fixture, QuickstartRun quickstart) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task Quickstart_OnAFreshStore_TellsLearningFromChanceAndForgettingFromLearning()
    {
        var report = await quickstart.ReportAsync();

        // Far above the floor: the intervals do not overlap.
        foreach (var task in (ReadOnlySpan<string>)["coarse", "fine"])
            Assert.True(Low(report, "clip-base", task, "all") > High(report, "random", task, "all"), task);
        // Better on the images that it was tuned on, worse on others.
        Assert.True(Low(report, "clip-he-tuned", "fine", "dataset:quickstart_tissue_he") > High(report, "clip-base", "fine", "dataset:quickstart_tissue_he"));
        foreach (var other in (ReadOnlySpan<string>)["blood_brightfield", "membranes_em", "nuclei_fluorescence"])
            Assert.True(High(report, "clip-he-tuned", "fine", "dataset:quickstart_" + other) < Low(report, "clip-base", "fine", "dataset:quickstart_" + other), other);
    }

    [Fact]
    public async Task Quickstart_OnBlobStorage_GivesTheReportOfALocalFolder()
    {
        var store = $"{(await azurite.GetConnectionStringAsync()).TrimEnd(';')};Container=quickstart";

        await quickstart.RunAsync(store);

        Assert.True(JsonNode.DeepEquals(Comparable(await quickstart.ReportAsync()), Comparable(await ReportAsync(store))));
    }

    [Fact]
    public async Task Report_OfTheQuickstart_PrintsOnAtMostTwelvePages()
    {
        var browser = fixture.Browser;
        await using var page = await browser.OpenAddressAsync(new Uri(await quickstart.FileAsync("report.html")).AbsoluteUri);

        Assert.InRange((await Printout.OfAsync(page.Page, "A4")).Pages, 1, 12);
        Assert.InRange((await Printout.OfAsync(page.Page, "Letter")).Pages, 1, 12);
    }

    private static async Task<JsonNode> ReportAsync(string store)
    {
        var opened = MuBench.Storage.Blob.StoreFactory.Open(store);
        await foreach (var item in opened.ListAsync(MuBench.Storage.StoreLayout.Runs, TestContext.Current.CancellationToken))
        {
            if (item.Path.Name == "report.json")
                return JsonNode.Parse(await opened.TryReadAsync(item.Path, TestContext.Current.CancellationToken))!;
        }

        throw new FileNotFoundException($"No report in {opened.Description}.");
    }

    private static JsonNode Comparable(JsonNode report)
    {
        var copy = report.DeepClone();
        copy["run"]!.AsObject().Remove("startedAt");
        copy["run"]!.AsObject().Remove("finishedAt");
        copy["run"]!.AsObject().Remove("proof"); // the proof covers responses with their times
        return copy;
    }

    private static double Low(JsonNode report, string model, string task, string slice) => Interval(report, model, task, slice)[0]!.GetValue<double>();

    private static double High(JsonNode report, string model, string task, string slice) => Interval(report, model, task, slice)[1]!.GetValue<double>();

    private static JsonArray Interval(JsonNode report, string model, string task, string slice) =>
        report["models"]!.AsArray().Single(found => (string)found!["id"]! == model)!["scores"]!.AsArray()
            .Single(score => (string)score!["task"]! == task && (string)score["slice"]! == slice && (string)score["protocol"]! == "official")!["ci95"]!.AsArray();
}
