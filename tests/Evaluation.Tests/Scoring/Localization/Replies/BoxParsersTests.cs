using System.Diagnostics;
using System.Globalization;
using CsCheck;
using MuBench.Scoring.Localization;
using MuBench.Scoring.Localization.Replies;

namespace MuBench.Tests.Scoring.Localization.Replies;

public sealed class BoxParsersTests
{
    private static readonly ImageSize Image = new(640, 480);

    private static readonly string[] Labels = ["cell", "nucleus", "a b"];

    private static readonly string[] Pieces =
    [
        "<loc", "0123", ">", ";", "<box>(", "1,2", "),(", ")</box>", "<ref>", "</ref>", "[", "]", "{", "}", "\"bbox_2d\":", "\"label\":", "\"", "\\", "\\ud800",
        "1e999", "-", "null", ",", "```json\n", "\ud800", "\udc00", "//", "/*", " ", "\n", "٣", "99999999999999999999", "\"boxes\":[", "x1",
    ];

    public static TheoryData<string> Forms => [.. BoxParsers.Names];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Parse_AnyText_NeverThrowsAndGivesFiniteBoxes(string form) =>
        Gen.OneOf(Gen.String, Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]).Array[0, 30].Select(string.Concat)).Sample(
            response => BoxParsers.Find(form)!.Parse(response, Image) is { Malformed: >= 0 } reading
                && reading.Boxes.All(box => double.IsFinite(box.X1 + box.X2 + box.Y1 + box.Y2)),
            iter: 3000);

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    [InlineData('"')]
    [InlineData(';')]
    public void Parse_HostileText_TakesNoTime(char character)
    {
        var watch = Stopwatch.StartNew();
        foreach (var form in BoxParsers.Names)
        {
            BoxParsers.Find(form)!.Parse(new string(character, 200_000), Image);
            BoxParsers.Find(form)!.Parse(string.Concat(Enumerable.Repeat($"[{character},", 50_000)) + new string(']', 50_000), Image);
        }

        // An algorithm with quadratic time in the length would take minutes.
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 60);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Parse_WhatTheModelWouldWrite_GivesTheBoxesBack(string form) => Boxes.Sample(boxes =>
    {
        var reading = BoxParsers.Find(form)!.Parse(Write(form, boxes), Image);
        Assert.Equal(boxes.Length, reading.Boxes.Count);
        foreach (var (box, read) in boxes.Zip(reading.Boxes))
        {
            Assert.Equal(box.Label, read.Label);
            // Coordinates are whole bins, so they differ by at most half a bin.
            Assert.InRange(Math.Abs(box.X1 - read.X1) + Math.Abs(box.X2 - read.X2), 0, 1.0);
            Assert.InRange(Math.Abs(box.Y1 - read.Y1) + Math.Abs(box.Y2 - read.Y2), 0, 1.0);
        }
    });

    private static Gen<DetectedBox[]> Boxes { get; } =
        Gen.Select(Gen.Int[0, 600], Gen.Int[0, 440], Gen.Int[0, 40], Gen.Int[0, 40], Gen.Int[0, 2].Select(index => Labels[index]))
            .Select((x, y, width, height, label) => new DetectedBox(x, y, x + width, y + height, label)).Array[0, 20];

    private static string Write(string form, DetectedBox[] boxes)
    {
        return form switch
        {
            BoxParsers.PaliGemma => string.Join(" ; ", boxes.Select(box => $"{Loc(box.Y1 / 480)}{Loc(box.X1 / 640)}{Loc(box.Y2 / 480)}{Loc(box.X2 / 640)} {box.Label}")),
            BoxParsers.QwenVl => string.Concat(boxes.Select(box => $"<ref>{box.Label}</ref><box>({Mil(box.X1 / 640)},{Mil(box.Y1 / 480)}),({Mil(box.X2 / 640)},{Mil(box.Y2 / 480)})</box>")),
            BoxParsers.Gemini => Json(boxes, "box_2d", box => $"{Mil(box.Y1 / 480)}, {Mil(box.X1 / 640)}, {Mil(box.Y2 / 480)}, {Mil(box.X2 / 640)}"),
            BoxParsers.JsonPixels => Json(boxes, "bbox", box => $"{box.X1}, {box.Y1}, {box.X2}, {box.Y2}"),
            BoxParsers.JsonShares => Json(boxes, "bbox", box => string.Create(CultureInfo.InvariantCulture, $"{box.X1 / 640}, {box.Y1 / 480}, {box.X2 / 640}, {box.Y2 / 480}")),
            BoxParsers.Qwen25Vl => Json(boxes, "bbox_2d", box => string.Create(CultureInfo.InvariantCulture, $"{box.X1 * 644 / 640}, {box.Y1 * 476 / 480}, {box.X2 * 644 / 640}, {box.Y2 * 476 / 480}")),
            _ => Json(boxes, "bbox_2d", box => $"{Mil(box.X1 / 640)}, {Mil(box.Y1 / 480)}, {Mil(box.X2 / 640)}, {Mil(box.Y2 / 480)}"),
        };
    }

    private static string Json(DetectedBox[] boxes, string name, Func<DetectedBox, string> numbers) =>
        $"```json\n[{string.Join(",\n", boxes.Select(box => $"{{\"{name}\": [{numbers(box)}], \"label\": \"{box.Label}\"}}"))}]\n```";

    private static string Loc(double share) => $"<loc{(int)Math.Round(share * 1024):0000}>";

    private static int Mil(double share) => (int)Math.Round(share * 1000);
}
