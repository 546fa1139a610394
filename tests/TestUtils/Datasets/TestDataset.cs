using System.Text.Json.Nodes;

namespace MuBench.TestUtils.Datasets;

/// <summary>Writes a folder of drawn images with a <c>questions.jsonl</c>, in the format that <c>dataset import</c> reads.</summary>
public static class TestDataset
{
    private static readonly string[] Keys = ["domain", "modality", "stain", "subdomain", "submodality", "classification"];

    /// <summary>Number of questions per image.</summary>
    public static int QuestionsPerImage => Keys.Length;

    /// <summary>Writes <paramref name="images"/> images with six questions each.</summary>
    /// <param name="folder">The folder; created if it does not exist.</param>
    /// <param name="images">Number of images.</param>
    /// <param name="side">Width and height in pixels.</param>
    public static void Write(string folder, int images, int side = 8)
    {
        Directory.CreateDirectory(folder);
        using var rows = File.CreateText(Path.Combine(folder, "questions.jsonl"));
        for (var row = 0; row < images; row++)
        {
            var name = $"{row:D6}.png";
            File.WriteAllBytes(Path.Combine(folder, name), TestPng.Encode(side, side, row + 1));
            rows.WriteLine(RowOf(row, name).ToJsonString());
        }
    }

    private static JsonObject RowOf(int row, string image) => new()
    {
        ["image"] = image,
        ["image_id"] = $"image-{row}",
        ["dataset"] = row % 3 == 0 ? "alpha_2020" : "beta_2021",
        ["label_name"] = $"class_{row % 4}",
        ["domain"] = "pathology",
        ["modality"] = "light microscopy",
        ["stain"] = "H&E",
        ["questions"] = new JsonObject(Keys.Select((key, index) => KeyValuePair.Create(key, (JsonNode?)QuestionOf(key, row, index)))),
        ["captions"] = new JsonObject(Keys.Where(key => key != "subdomain").SelectMany(key => new[] { "_0", "_1" }.Select(template =>
            KeyValuePair.Create(key + template, (JsonNode?)CaptionOf(key, template, row))))),
    };

    private static JsonObject QuestionOf(string key, int row, int index)
    {
        var options = OptionsOf(key, row);
        return new JsonObject
        {
            ["id"] = $"{row}-{key}",
            ["name"] = key,
            ["question"] = $"What is the most likely {key} of image {row}?",
            ["options"] = new JsonArray([.. options.Select(option => JsonValue.Create(option))]),
            ["answer"] = options[(row + index) % 4],
            ["answer_idx"] = (row + index) % 4,
            ["tags"] = null,
        };
    }

    private static JsonObject CaptionOf(string key, string template, int row) => new()
    {
        ["id"] = $"{row}-{key}",
        ["name"] = key,
        ["question"] = template + " of {class}.",
        ["options"] = new JsonArray([.. OptionsOf(key, row).Select((option, at) => JsonValue.Create(at == 4 ? option : $"{template} of {option}."))]),
        ["answer_idx"] = $"{(row + Array.IndexOf(Keys, key)) % 4}",
        ["tags"] = null,
    };

    private static string[] OptionsOf(string key, int row) => [.. Enumerable.Range(0, 4).Select(option => $"{key} {(option + row) % 7}"), "none of the above"];
}
