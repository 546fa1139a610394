using MuBench.Reports.Documents;
using MuBench.Reports.Html.Browser;
using MuBench.Scoring.Outcomes;

namespace MuBench.Tests.Reports;

/// <summary>Questions for the browser of sample reports; the same on every machine.</summary>
public static class SampleQuestions
{
    private static readonly string[] Keys = ["classification", "domain", "modality", "stain", "subdomain", "submodality"];

    // One white pixel.
    private static readonly byte[] WebP = Convert.FromBase64String("UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA=");

    /// <summary>Questions of a report's models. One has several images, one has no options, and one has a broken image.</summary>
    internal static QuestionSample Of(RunReport report, int rows = 30)
    {
        ArgumentNullException.ThrowIfNull(report);
        var models = report.Models.Select(model => new BrowsedModel(model.Id, model.Kind, model.Kind is "random" or "majority" || model.Control is not null)).ToList();
        return Make(models, rows, row => $"source_{row % 3}", (row, key) => $"Which {key} does image {row} show?", (row, key, option) => option == 4 ? "none of the above" : $"{key} {(row + option) % 7}");
    }

    /// <summary>Questions in which every text is hostile.</summary>
    internal static QuestionSample Hostile(string text)
    {
        string[] texts = [text, "</script><script>window.hacked=1</script>", "<!-- <script>", "]]>", "\u2028\u2029", "\u202Eright to left\u202C \u0634\u0643\u0631\u0627", new string('x', 5_000), "\uD800", "' onclick=alert(1) \" `${alert(1)}`"];
        string At(int number) => texts[number % texts.Length];
        return Make([new BrowsedModel(text, text, false), new BrowsedModel("b" + text, "clip", false)], 9, At, (row, _) => At(row + 1), (row, _, option) => At(row + option), At);
    }

    private static QuestionSample Make(
        IReadOnlyList<BrowsedModel> models, int rows, Func<int, string> source, Func<int, string, string> text, Func<int, string, int, string> option, Func<int, string>? raw = null)
    {
        var random = new Random(5);
        BrowsedSlice[] slices = [new("all", "all"), new("coarse", "all"), .. Keys[1..].Select(key => new BrowsedSlice("coarse", key)), new("fine", "all")];
        return new QuestionSample
        {
            Protocols = ["official", "strict"],
            Models = models,
            Passes = ["generalist#repeat-1"],
            Slices = slices,
            Rows = [.. Enumerable.Range(0, rows).Select(row => new BrowsedRow
            {
                Row = row * 10,
                Source = source(row),
                Images = row == 1 ? [new BrowsedImage(null, "The PNG image is damaged.")] : [.. Enumerable.Repeat(new BrowsedImage(WebP) { Width = 200, Height = 100, Full = new FullImage(WebP, "image/webp") }, row == 2 ? 8 : 1)],
                Questions = [.. Keys.Select(key => Question(row, key))],
            })],
            AllRows = rows * 20,
            AllQuestions = rows * 20 * Keys.Length,
            Seed = 3,
        };

        BrowsedQuestion Question(int row, string key)
        {
            var isFree = row == 3 && key == "domain";
            return new BrowsedQuestion
            {
                Key = key,
                Text = text(row, key),
                Options = isFree ? [] : [.. Enumerable.Range(0, 5).Select(at => option(row, key, at))],
                AnswerIndex = isFree ? -1 : row % 5,
                Reference = isFree ? raw?.Invoke(row) ?? "two boxes" : null,
                Boxes = isFree ? [[10, 10, 60, 50]] : [],
                Polygons = isFree ? [[10, 10, 60, 10, 60, 50]] : [],
                MissingIn = row == 4 && key == "stain" ? [0] : [],
                Slices = key == "classification" ? [0, slices.Length - 1] : [0, 1, 1 + Array.IndexOf(Keys, key)],
                Responses = [.. models.Select((_, model) => Answer(row, isFree, raw is null ? null : raw(row + model), $"{text(row, key)}\nA) {option(row, key, 0)}\nAnswer:"))],
            };
        }

        BrowsedResponse Answer(int row, bool isFree, string? said, string prompt)
        {
            var gold = row % 5;
            var choice = isFree ? -1 : random.Next(-1, 5);
            var strict = choice < 0 && random.Next(2) == 0 && !isFree ? gold : choice;
            Outcome End(int read) => read == gold ? Outcome.Correct : read >= 0 ? Outcome.Wrong : (Outcome)random.Next((int)Outcome.Unparsed, (int)Outcome.NotRun + 1);
            return new BrowsedResponse
            {
                Outcomes = [End(choice), End(strict)],
                Choices = [choice, strict],
                LenientChoice = strict,
                Raw = said ?? (choice < 0 ? null : $"{(char)('A' + choice)}) because"),
                Prompt = choice < 0 && !isFree ? null : prompt,
                InputTokens = choice < 0 && !isFree ? null : 321,
                OutputTokens = choice < 0 && !isFree ? null : 7,
                LatencyMs = choice < 0 && !isFree ? null : 654.4,
                Boxes = isFree ? [[12, 12, 62, 52]] : [],
                Read = isFree ? "one box" : null,
                Score = isFree ? 0.25 : null,
            };
        }
    }
}
