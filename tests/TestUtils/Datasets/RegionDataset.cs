using System.Text.Json.Nodes;

namespace MuBench.TestUtils.Datasets;

/// <summary>
/// Writes a folder of drawn images with boxes and polygons, under the names of μ-Bench's localisation datasets and of another
/// dataset.
/// </summary>
public static class RegionDataset
{
    /// <summary>Width of every image.</summary>
    public const int Width = 200;

    /// <summary>Height of every image.</summary>
    public const int Height = 100;

    private static readonly string[] Sources = ["burgess_et_al_2024_texture", "held_et_al_2010_h2b", "wu_et_al_2023", "blood_smears"];

    /// <summary>
    /// Writes images of the sources in rotation. Burgess: boxes and polygons of a cell and of its nucleus. Held: polygons of two nuclei
    /// only. Wu: one mitochondrion. The fourth: three boxes without outlines. Each image also has a modality question.
    /// </summary>
    /// <param name="folder">The folder; created if it does not exist.</param>
    /// <param name="images">Number of images.</param>
    /// <returns>The true boxes by image file and class.</returns>
    public static IReadOnlyDictionary<(string File, string Class), IReadOnlyList<int[]>> Write(string folder, int images)
    {
        Directory.CreateDirectory(folder);
        var truth = new Dictionary<(string, string), IReadOnlyList<int[]>>();
        using var rows = File.CreateText(Path.Combine(folder, "questions.jsonl"));
        for (var row = 0; row < images; row++)
        {
            var name = $"{row:D6}.png";
            File.WriteAllBytes(Path.Combine(folder, name), TestPng.Encode(Width, Height, row + 1));
            var classes = ClassesOf(row);
            foreach (var (label, boxes) in classes)
                truth.Add((name, label), boxes);
            rows.WriteLine(RowOf(row, name, classes).ToJsonString());
        }

        return truth;
    }

    private static Dictionary<string, int[][]> ClassesOf(int row) => (row % Sources.Length) switch
    {
        0 => new() { ["cell"] = [[20, 10, 120, 90]], ["nucleus"] = [[50, 30, 90, 70]] },
        1 => new() { ["H2B-mCherry"] = [[10 + row, 10, 60 + row, 60], [100, 20, 150, 80]] },
        2 => new() { ["mitochondrion"] = [[40, 20 + row, 160, 60 + row]] },
        _ => new() { ["red blood cell"] = [[0, 0, 30, 30], [40, 40, 80, 80], [150, 50, 200, 100]] },
    };

    private static JsonObject RowOf(int row, string image, Dictionary<string, int[][]> classes)
    {
        var source = Sources[row % Sources.Length];
        var hasBoxes = source is not "held_et_al_2010_h2b";
        var hasPolygons = source is not "blood_smears";
        var regions = classes.SelectMany(entry => entry.Value.Select(box => (entry.Key, Box: box))).ToList();
        return new JsonObject
        {
            ["image"] = image,
            ["image_id"] = $"image-{row}",
            ["dataset"] = source,
            ["submodality"] = row % 2 == 0 ? "synthetic" : "epifluorescence microscopy",
            ["questions"] = new JsonObject
            {
                ["modality"] = new JsonObject
                {
                    ["id"] = $"{row}-modality",
                    ["question"] = $"What is the most likely modality of image {row}?",
                    ["options"] = new JsonArray("light microscopy", "electron microscopy", "none of the above"),
                    ["answer"] = "light microscopy",
                    ["answer_idx"] = 0,
                },
            },
            ["bbox"] = hasBoxes ? new JsonArray([.. regions.Select(region => new JsonObject { ["className"] = region.Key, ["points"] = Corners(region.Box) })]) : null,
            ["polygon"] = hasPolygons ? new JsonArray([.. regions.Select(region => new JsonObject { ["className"] = region.Key, ["points"] = Outline(region.Box) })]) : null,
        };
    }

    private static JsonObject Corners(int[] box) => new() { ["x1"] = box[0], ["y1"] = box[1], ["x2"] = box[2], ["y2"] = box[3] };

    private static JsonArray Outline(int[] box) => new(box[0], box[1], box[2], box[1], box[2], box[3], box[0], box[3]);
}
