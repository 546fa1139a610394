using System.Globalization;
using MuBench.Scoring.Localization;
using MuBench.Scoring.Localization.Replies;

namespace MuBench.Scoring.Parity;

/// <summary>Checks GRIT's localisation score, and the boxes of the two models that the authors evaluated.</summary>
internal static class LocalizationChecks
{
    public static IEnumerable<ParityCheck> Of(ParityData data)
    {
        foreach (var golden in data.Boxes)
            yield return ParityCheck.Within(
                $"localisation/{golden.Id}", $"GRIT score, {golden.Predicted.Count} predicted and {golden.Truth.Count} true",
                golden.Score, GritScore.Of(Boxes(golden.Predicted), Boxes(golden.Truth)).Value, 1e-9, 6);
        foreach (var (golden, index) in data.Detections.Select((golden, index) => (golden, index)))
            yield return ParityCheck.Exact($"localisation/{golden.Form} reply {index + 1}", "boxes of a reply, in pixels", Text(Boxes(golden.Boxes)), Text(Read(golden)));
    }

    private static IReadOnlyList<DetectedBox> Read(GoldenDetection golden) =>
        BoxParsers.Find(golden.Form)?.Parse(golden.Reply, new ImageSize(golden.Width, golden.Height)).Boxes
        ?? throw new InvalidOperationException($"No parser is named '{golden.Form}'.");

    private static DetectedBox[] Boxes(IReadOnlyList<double[]> boxes) => [.. boxes.Select(box => new DetectedBox(box[0], box[1], box[2], box[3]))];

    private static string Text(IReadOnlyList<DetectedBox> boxes) => boxes.Count == 0 ? "none" : string.Join("; ", boxes.Select(box =>
        string.Create(CultureInfo.InvariantCulture, $"{box.X1:0.###},{box.Y1:0.###},{box.X2:0.###},{box.Y2:0.###}")));
}
