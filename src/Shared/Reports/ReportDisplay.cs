using MuBench.Datasets;
using MuBench.Imaging.Display;
using MuBench.Pipeline;
using MuBench.Scoring;

namespace MuBench.Reports;

/// <summary>How the images of a run that have more than 8 bits per sample were shown to every model.</summary>
/// <param name="Rule">The rule, as <see cref="DisplayRule"/> writes it.</param>
/// <param name="SetBy">Who chose it: one of <see cref="DisplaySources"/>.</param>
/// <param name="Items">Items of the run with such images.</param>
/// <param name="Depth">What the whole dataset's images of more than 8 bits are like.</param>
public sealed record ReportDisplay(string Rule, string SetBy, int Items, PixelDepth Depth)
{
    private const string AuthorsLoader = "makes grey samples above 255 white and keeps of colour samples the upper 8 of 16 bits";

    /// <summary>What a reader of the run's numbers must know of it.</summary>
    public static string? TextOf(ReportRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Dataset.Display is { } display ? display.Text(run) : null;
    }

    private string Text(ReportRun run)
    {
        var data = run.Dataset;
        var rule = DisplayRule.Parse(Rule);
        var chosen = SetBy switch
        {
            DisplaySources.Manifest => "as the manifest says",
            DisplaySources.Dataset => "as the dataset's import says",
            _ => "the default",
        };
        List<string> sentences =
        [
            $"{ReportNumbers.Count(Items)} of {(data.Items is { } items ? $"{ReportNumbers.Count(items)} items" : $"{ReportNumbers.Count(data.Images)} images")} have more than 8 bits per sample; in the dataset, {Depth.Used()}.",
            $"Every model was shown them in 8 bits, {Shown(rule)} (display: {Rule}; {chosen}).",
        ];
        if (rule.Method == DisplayMethod.Authors && Lost() is { } lost)
            sentences.Add(lost);
        if (rule.Method != DisplayMethod.Authors && run.Protocol == Protocols.Official)
            sentences.Add($"The official protocol reads the answers as the authors do, but not these images: their loader {AuthorsLoader}. \"display\": \"authors\" does so.");
        return string.Join(' ', sentences);
    }

    private static string Shown(DisplayRule rule) => rule.Method switch
    {
        DisplayMethod.Authors => $"as the authors' loader makes them, which {AuthorsLoader}",
        DisplayMethod.Full => "the same range of samples for every image",
        DisplayMethod.MinMax => $"each image from its smallest to its largest sample{Apart(rule)}",
        _ => $"each image from one percentile of its samples to the other{Apart(rule)}",
    };

    private static string Apart(DisplayRule rule) => rule.ByChannel
        ? ", each channel by itself, so that neither brightness nor colour compares between images"
        : ", so that brightness does not compare between images";

    private string? Lost() => this switch
    {
        { Depth.Lowest: >= byte.MaxValue } when Depth.GreyImages == Depth.DeepImages => "Here that leaves nothing to see: every sample of theirs is white.",
        { Depth.GreyImages: > 0, Depth.Highest: > byte.MaxValue } => "Whatever is above 255 in the grey ones could not be told apart.",
        { Depth.Bits: <= 12 } => "Here that leaves nearly black pictures.",
        _ => null,
    };
}
