using System.Text;
using MuBench.Imaging;
using MuBench.Pipeline.Preparing;
using MuBench.Pipeline.Reporting;
using MuBench.Pipeline.Scoring;
using MuBench.Reports.Html.Browser;

namespace MuBench.Tests.Pipeline.Browser;

/// <summary>Images at full size: in a page made again, and one by one for a viewer.</summary>
public sealed class ReportPageImagesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunImages_ImageOfARow_IsReadAtFullSizeAndOthersAreNot()
    {
        await using var harness = await FinishedAsync();
        var images = new RunImages(harness.Context);

        var (bytes, mediaType) = (await images.ReadAsync(harness.RunId, 1, 0, Token))!.Value;

        Assert.StartsWith("image/", mediaType, StringComparison.Ordinal);
        Assert.True(ImageInspector.Inspect(bytes).Width > 1);
        Assert.Null(await images.ReadAsync(harness.RunId, 1, 1, Token));
        Assert.Null(await images.ReadAsync(harness.RunId, 99, 0, Token));
    }

    [Theory]
    [InlineData(PageImages.Full, "\"full\":[\"data:image/")]
    [InlineData(PageImages.Files, "\"full\":[\"images/")]
    [InlineData(PageImages.Served, "\"full\":[\"/images/")]
    public async Task ReportPage_ImagesAtFullSize_AreInItBesideItOrServed(PageImages kind, string expected)
    {
        await using var harness = await FinishedAsync();

        var files = await new ReportPage(harness.Context).RenderAsync(harness.RunId, kind, Token);

        Assert.Equal("report.html", files[0].Path);
        Assert.Equal(kind == PageImages.Served, Encoding.UTF8.GetString(files[0].Content).Contains($"href=\"/figures/{harness.RunId}/main.svg\"", StringComparison.Ordinal));
        Assert.Contains(expected, Encoding.UTF8.GetString(files[0].Content), StringComparison.Ordinal);
        Assert.Equal(kind == PageImages.Files ? 4 : 1, files.Count);
        Assert.All(files.Skip(1), file => Assert.StartsWith("images/", file.Path, StringComparison.Ordinal));
    }

    private static async Task<PipelineHarness> FinishedAsync()
    {
        var harness = await PipelineHarness.CreateAsync(images: 3);
        var plan = await harness.PlanAsync("""{ "id": "chance", "kind": "random" }""");
        await harness.Prepare.RunAsync(new PrepareModelRequest(plan.RunId, "chance"), Token);
        await harness.EvaluateAsync("chance");
        await harness.Score.RunAsync(new ScoreModelRequest(plan.RunId, "chance"), Token);
        await harness.Report.RunAsync(new WriteReportRequest(plan.RunId), Token);
        return harness;
    }
}
