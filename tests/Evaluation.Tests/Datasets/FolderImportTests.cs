using System.Text.Json.Nodes;
using MuBench.Datasets;
using MuBench.TestUtils;

namespace MuBench.Tests.Datasets;

public sealed class FolderImportTests
{
    private const string Question = """{"question": "What?", "options": ["a", "b"], "answer_idx": 1}""";

    [Theory]
    [InlineData("""{"question": "What?", "options": ["a", "b"], "answer_idx": 1}""")]
    [InlineData("""{"question": "What?", "options": ["a", "b"], "answer_idx": "1"}""")]
    [InlineData("""{"question": "What?", "options": ["a", "b"], "answer": "b"}""")]
    [InlineData("""{"question": "What?", "options": ["a", "b"], "answer": "b", "answer_idx": 1, "tags": null, "id": "x"}""")]
    public async Task ImportAsync_AnyWayToNameTheAnswer_IsRead(string question)
    {
        using var place = new DatasetWorkplace();
        WriteLines(place, $$$"""{"image": "img/1.png", "questions": {"stain": {{{question}}} }}""");
        await File.WriteAllBytesAsync(place.PathOf("img/1.png"), [1, 2, 3], TestContext.Current.CancellationToken);
        var info = await place.ImportAsync();
        Assert.Equal("folder", info.Form);
        Assert.Empty(info.Warnings);
        var (record, bytes) = Assert.Single(await place.ReadAsync());
        Assert.Equal([1, 2, 3], bytes);
        Assert.Equal("unknown", record.Source);
        var read = Assert.Single(record.Questions);
        Assert.Equal(("stain", "What?", 1), (read.Key, read.Text, read.AnswerIndex));
    }

    [Fact]
    public async Task ImportAsync_BytesThatAreNoText_AreAFault()
    {
        using var place = new DatasetWorkplace();
        await File.WriteAllBytesAsync(place.PathOf("1.png"), [1], TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(
            place.PathOf("questions.jsonl"),
            [.. """{"image": "1.png", "questions": {"a": {"question": "size in """u8, 0xB5, .. """m?", "options": ["x"], "answer_idx": 0}}}"""u8],
            TestContext.Current.CancellationToken);

        var fault = await Assert.ThrowsAsync<UserException>(() => place.ImportAsync());

        Assert.Contains("questions.jsonl' line 1, or one soon after it, is not UTF-8", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"image": "1.png"}""", "'questions' is missing")]
    [InlineData("""{"questions": {}}""", "'image' is missing")]
    [InlineData("""{"image": 3, "questions": {}}""", "'image' must be a text")]
    [InlineData("""{"image": "2.png", "questions": {}}""", "'image' names '2.png', which cannot be read")]
    [InlineData("""{"image": "empty.png", "questions": {}}""", "'image' names 'empty.png', which is empty")]
    [InlineData("""{"image": "../1.png", "questions": {}}""", "'image' is '../1.png', which leaves the folder")]
    [InlineData("""{"image": "/etc/hostname", "questions": {}}""", "expected a path relative to this file's folder")]
    [InlineData("""{"image": "link.png", "questions": {}}""", "'image' is 'link.png', a link that leaves the folder")]
    [InlineData("""{"image": "1.png", "questions": []}""", "'questions' must be an object")]
    [InlineData("""{"image": "1.png", "questions": {"a": 1}}""", "'questions.a' must be an object with question")]
    [InlineData("""{"image": "1.png", "questions": {"a": {"options": ["x"], "answer_idx": 0}}}""", "'questions.a.question' is missing")]
    [InlineData("""{"image": "1.png", "questions": {"a": {"question": "?", "answer_idx": 0}}}""", "'questions.a.options' must be a list of at least one text")]
    [InlineData("""{"image": "1.png", "questions": {"a": {"question": "?", "options": ["x", 2], "answer_idx": 0}}}""", "'questions.a.options[1]' must be a text")]
    [InlineData("""{"image": "1.png", "questions": {"a": {"question": "?", "options": ["x"]}}}""", "'questions.a' has neither answer_idx nor answer")]
    [InlineData("""{"image": "1.png", "questions": {"a": {"question": "?", "options": ["x"], "answer_idx": 0.5}}}""", "'questions.a.answer_idx' must be a whole number")]
    [InlineData("""{"image": "1.png", "questions": {}, "captions": 1}""", "'captions' must be an object")]
    [InlineData("""{"image": "1.png", "questions": {}, "bbox": [{"className": "c", "points": {"x1": 1}}]}""", "'bbox[0]' must be an object with className and points")]
    [InlineData("""{"image": "1.png", "questions": {"a": {}, "a": {}}}""", "is not valid JSON")]
    [InlineData("""{"image": "1.png", "questions": {"a": {"question": "\ud800", "options": ["x"], "answer_idx": 0}}}""", "a text has half a character")]
    [InlineData("""{"image": "1.png", "questions": {"\udc00": {"question": "?", "options": ["x"], "answer_idx": 0}}}""", "a text has half a character")]
    [InlineData("[1]", "a JSON object is expected")]
    [InlineData("{", "is not valid JSON")]
    public async Task ImportAsync_FaultyLine_NamesFileLineAndField(string line, string message)
    {
        using var place = new DatasetWorkplace();
        await File.WriteAllBytesAsync(place.PathOf("1.png"), [1], TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(place.PathOf("empty.png"), [], TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(place.PathOf("link.png"), "/etc/hostname");
        WriteLines(place, $$$"""{"image": "1.png", "questions": {"a": {{{Question}}}}}""", "", line);
        var fault = await Assert.ThrowsAsync<UserException>(() => place.ImportAsync());
        Assert.Contains("questions.jsonl' line 3", fault.Message, StringComparison.Ordinal);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("..", fault.Message.Replace("../", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.False(place.HasDataset());
    }

    [Fact]
    public async Task ImportAsync_QuestionsThatContradictThemselves_AreLeftOutAndCounted()
    {
        using var place = new DatasetWorkplace();
        await File.WriteAllBytesAsync(place.PathOf("1.png"), [1], TestContext.Current.CancellationToken);
        WriteLines(place, $$$"""
            {"image": "1.png", "questions": {"a": {{{Question}}}, "b": {"question": "?", "options": ["x", "y"], "answer_idx": 2}, "c": {"question": "?", "options": ["x", "y"], "answer_idx": 0, "answer": "y"}, "d": {"question": "?", "options": ["x"], "answer": "z"} }, "captions": {"a_1": {"question": "A {class}.", "options": ["A x."], "answer_idx": "7"} } }
            """);
        var info = await place.ImportAsync();
        Assert.Equal(["a"], info.Counts.Questions.Keys);
        Assert.Equal(
            [
                "1 x caption left out, its answer_idx is out of range: questions.jsonl line 1 'a_1' ('7' of 1 options)",
                "1 x question left out, its answer is none of its options: questions.jsonl line 1 'd' ('z')",
                "1 x question left out, its answer is not the option at answer_idx: questions.jsonl line 1 'c' ('y', but option 0 is 'x')",
                "1 x question left out, its answer_idx is out of range: questions.jsonl line 1 'b' ('2' of 2 options)",
            ],
            info.Warnings);
    }

    [Fact]
    public async Task ImportAsync_BoxesAndPolygonsInEveryShape_AreRead()
    {
        using var place = new DatasetWorkplace();
        await File.WriteAllBytesAsync(place.PathOf("1.png"), [1], TestContext.Current.CancellationToken);
        WriteLines(place, """
            {"image": "1.png", "questions": {}, "bbox": [{"className": "c", "points": {"y1": 2, "x1": 1, "x2": 3, "y2": 4.5}}, {"points": [5, 6, 7, 8]}], "polygon": [{"className": "p", "points": [[1, 2], [3, 4], [5, 6]]}]}
            """);
        await place.ImportAsync();
        var record = (await place.ReadAsync()).Single().Record;
        Assert.Equal([1, 2, 3, 4.5f], record.Boxes![0].Points);
        Assert.Equal([5, 6, 7, 8], record.Boxes[1].Points);
        Assert.Equal("", record.Boxes[1].ClassName);
        Assert.Equal([1, 2, 3, 4, 5, 6], record.Polygons!.Single().Points);
    }

    [Fact]
    public async Task ImportAsync_SameRowsAsArrow_HaveTheSameContent()
    {
        using var place = new DatasetWorkplace();
        var rows = TestRow.Many(5, i => 20 + i);
        ReleaseFiles.WriteArrow(place.PathOf("arrow/x.arrow"), rows, 2);
        for (var i = 0; i < rows.Count; i++)
            await File.WriteAllBytesAsync(place.PathOf($"folder/{i}.png"), rows[i].Image!, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(place.PathOf("folder/questions.jsonl"), rows.Select((row, i) => new JsonObject
        {
            ["image"] = $"{i}.png",
            ["image_id"] = row.ImageId,
            ["dataset"] = row.Dataset,
            ["stain"] = row.Stain,
            ["questions"] = new JsonObject
            {
                ["modality"] = new JsonObject
                {
                    ["question"] = row.Questions["modality"]!.Text,
                    ["options"] = new JsonArray([.. row.Questions["modality"]!.Options!.Select(option => (JsonNode?)option)]),
                    ["answer_idx"] = row.Questions["modality"]!.AnswerIndex,
                },
            },
        }.ToJsonString()), TestContext.Current.CancellationToken);
        Assert.Equal((await place.ImportAsync(place.PathOf("arrow"), "a")).Sha256, (await place.ImportAsync(place.PathOf("folder"), "f")).Sha256);
    }

    [Fact]
    public async Task ImportAsync_RealRowsOfTheRelease_AreReadWhole()
    {
        var rows = TestData.TryFind("ubench-rows/nirschl_et_al_2018_rows.jsonl");
        Assert.SkipUnless(rows is not null, "the release's rows are not here");
        using var place = new DatasetWorkplace();
        var lines = await File.ReadAllLinesAsync(rows!, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(place.PathOf("questions.jsonl"), lines, TestContext.Current.CancellationToken);
        for (var i = 0; i < lines.Length; i++)
            await File.WriteAllBytesAsync(place.PathOf(JsonNode.Parse(lines[i])!["image"]!.GetValue<string>()), TestRow.Picture(i, 64), TestContext.Current.CancellationToken);
        var info = await place.ImportAsync();
        Assert.Empty(info.Warnings);
        Assert.Equal(400, info.Counts.Images);
        Assert.Equal(QuestionKeys.All, info.Counts.Questions.Keys);
        Assert.All(info.Counts.Questions.Values, count => Assert.Equal(400, count));
        Assert.Equal(["chronic heart failure", "not chronic heart failure"], info.Answers["classification:nirschl_et_al_2018"].Keys);
        foreach (var (record, _) in await place.ReadAsync())
        {
            Assert.Equal(10, record.Captions.Count);
            Assert.All(record.Captions, caption => Assert.Equal(record.QuestionOf(caption.Key[..^2])!.AnswerIndex, caption.AnswerIndex));
        }
    }

    private static void WriteLines(DatasetWorkplace place, params string[] lines) => File.WriteAllLines(place.PathOf("questions.jsonl"), lines);
}
