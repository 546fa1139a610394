using MuBench.Datasets;
using MuBench.Imaging.Display;
using MuBench.Reports.Documents;
using MuBench.Scoring.Matching;
using MuBench.Scoring.Results;

namespace MuBench.Reports;

/// <summary>Describes how images of more than 8 bits per sample were shown.</summary>
public static class DisplayText
{
    private const string AuthorsLoader = "makes grey samples above 255 white and keeps the upper 8 of 16 bits of colour samples";

    /// <summary>The note for readers of the run's numbers; null if there is none.</summary>
    public static string? Of(ReportRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Dataset.Display is { } display ? Text(display, run) : null;
    }

    private static string Text(ReportDisplay display, ReportRun run)
    {
        var data = run.Dataset;
        var rule = DisplayRule.Parse(display.Rule);
        var chosen = display.SetBy switch
        {
            DisplaySources.Manifest => "as the manifest says",
            DisplaySources.Dataset => "as the dataset's import says",
            _ => "the default",
        };
        List<string> sentences =
        [
            $"{ReportNumbers.Count(display.Items)} of {(data.Items is { } items ? $"{ReportNumbers.Count(items)} items" : $"{ReportNumbers.Count(data.Images)} images")} have more than 8 bits per sample; in the dataset, {display.Depth.Used()}.",
            $"Every model was shown them in 8 bits, {Shown(rule)} (display: {display.Rule}; {chosen}).",
        ];
        if (rule.Method == DisplayMethod.Authors && Lost(display.Depth) is { } lost)
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
        ? ", each channel by itself, so that neither brightness nor colour is comparable between images"
        : ", so that brightness is not comparable between images";

    private static string? Lost(PixelDepth depth) => depth switch
    {
        { WideImages: not null } => "Grey samples below 0 or above 255 of floating-point, signed or 32-bit images were cut off, and fractions dropped.",
        { Lowest: >= byte.MaxValue } when depth.GreyImages == depth.DeepImages => "Here that leaves nothing to see: every sample is white.",
        { GreyImages: > 0, Highest: > byte.MaxValue } => "Samples above 255 in the grey ones could not be distinguished.",
        { Bits: <= 12 } => "Here that leaves nearly black pictures.",
        _ => null,
    };
}
