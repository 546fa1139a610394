using System.Text.Json;
using MuBench.Datasets;
using MuBench.Imaging;
using MuBench.Responses;
using MuBench.Storage;
using MuBench.TestUtils.Datasets;

namespace MuBench.Tests.Datasets;

/// <summary>Names, storage and reading of items with several images. Items with one image are stored as before.</summary>
public sealed class SeveralImagesTests
{
    private const string Questions = "\"questions\": {\"a\": {\"question\": \"What?\", \"options\": [\"x\", \"y\"], \"answer_idx\": 1}}";

    [Fact]
    public async Task ImportAsync_OneImageAnItem_IsKeptAsBeforeThereWereSeveral()
    {
        using var place = new DatasetWorkplace();
        TestDataset.Write(place.Source, 3);
        var info = await place.ImportAsync();
        // The hash from the version before items could have several images.
        Assert.Equal("13190e869a49fca8eb298ff1d20d0e50c45958f7f7299865b007c51a3b73cbcb", info.Sha256);
        Assert.Equal("50d6b41a4aa903cfd215d3aeb1233aca04b70c7e829937668f7750dc863cf7a1", Assert.Single(info.Shards).Sha256);
        var record = (await place.ReadAsync())[0].Record;
        Assert.Null(record.Further);
        Assert.Equal(record.Sha256, record.ContentSha256);
        Assert.Equal((1, record.Offset + record.Length), (record.PartCount, record.End));
        Assert.Null(info.Counts.Items);
        Assert.Equal("bffc684c4187c84fb2844115580f8147", ResponseKey.Of(record.ContentSha256, "prompt"));
    }

    [Fact]
    public async Task ImportAsync_Images_AreOneItemOnePlaceAndOneOrder()
    {
        using var place = new DatasetWorkplace();
        foreach (var (name, content) in new[] { ("1.png", new byte[] { 1 }), ("2.png", [2, 2]), ("3.png", [3, 3, 3]) })
            await File.WriteAllBytesAsync(place.PathOf(name), content, TestContext.Current.CancellationToken);
        Write(place, """{"images": ["3.png", "1.png", "2.png", "1.png"], """ + Questions + "}", """{"image": "2.png", """ + Questions + "}", """{"images": ["2.png"], """ + Questions + "}");

        var info = await place.ImportAsync();

        Assert.Equal((6, 3), (info.Counts.Images, info.Counts.Items));
        Assert.Equal(9, info.Packs.Single().Length); // the picture that the last two items share is stored once
        var reader = await DatasetReader.OpenAsync(place.Store, "d", TestContext.Current.CancellationToken);
        var records = await reader.ReadShardAsync(0, TestContext.Current.CancellationToken);
        Assert.Equal([(0L, 3), (3, 1), (4, 2), (6, 1)], records[0].Parts.Select(part => (part.Offset, part.Length)));
        using var images = await reader.ReadImagesAsync(0, records, TestContext.Current.CancellationToken);
        Assert.Equal([[3, 3, 3], [1], [2, 2], [1]], Enumerable.Range(0, 4).Select(part => images.BytesOf(records[0], part).ToArray()));
        Assert.Equal([2, 2], images.BytesOf(records[1]).ToArray());
        Assert.Null(records[2].Further); // a list of one image is the same as one image
        Assert.Equal(records[1].ContentSha256, records[2].ContentSha256);
        Assert.Equal((7, 9), (records[0].End, info.Shards[0].Length));
    }

    [Fact]
    public void ContentSha256_OrderNumberOrPictureChanged_IsAnother()
    {
        var a = new ImagePart(0, 1, new string('a', 64));
        var b = new ImagePart(1, 1, new string('b', 64));
        ImageRecord Of(ImagePart first, params ImagePart[] further) => new()
        {
            Row = 0, Source = "s", Offset = 0, Length = 1, Sha256 = first.Sha256, Further = further.Length == 0 ? null : further, Questions = [], Captions = [],
        };
        string[] hashes = [Of(a).ContentSha256, Of(b).ContentSha256, Of(a, b).ContentSha256, Of(b, a).ContentSha256, Of(a, a).ContentSha256, Of(a, b, b).ContentSha256];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
        Assert.All(hashes, hash => Assert.Equal(64, hash.Length));
        // sha256sum of 'mubench images 1', then 64 a's, then 64 b's, with a line feed after each.
        Assert.Equal("cd2ed8bd70a2b1087b9cf4fa1f1a3dd4d8f9cb73e5b2e21861206781a0ddec9e", Of(a, b).ContentSha256);
    }

    [Fact]
    public async Task BytesOf_OnePartChangedInThePack_FailsThatItemAloneAndNamesThePart()
    {
        using var place = new DatasetWorkplace();
        for (var i = 1; i <= 3; i++)
            await File.WriteAllBytesAsync(place.PathOf($"{i}.png"), Enumerable.Repeat((byte)i, 10).ToArray(), TestContext.Current.CancellationToken);
        Write(place, """{"images": ["1.png", "2.png"], "image_id": "pair", """ + Questions + "}", """{"images": ["2.png", "3.png"], """ + Questions + "}");
        await place.ImportAsync();
        var pack = Path.Combine(place.StoreFolder, StoreLayout.Pack("d", "images-00000.bin").Value);
        var bytes = await File.ReadAllBytesAsync(pack, TestContext.Current.CancellationToken);
        bytes[15] ^= 1; // a byte of the second image of the first item
        await File.WriteAllBytesAsync(pack, bytes, TestContext.Current.CancellationToken);

        var reader = await DatasetReader.OpenAsync(place.Store, "d", TestContext.Current.CancellationToken);
        var records = await reader.ReadShardAsync(0, TestContext.Current.CancellationToken);
        using var images = await reader.ReadImagesAsync(0, records, TestContext.Current.CancellationToken);

        Assert.Equal(10, images.BytesOf(records[0]).Length);
        var fault = Assert.Throws<BrokenImageException>(() => images.BytesOf(records[0], 1));
        Assert.Contains("Image 2 of 2 of row 0 (unknown, pair) is damaged", fault.Message, StringComparison.Ordinal);
        Assert.Equal(10, images.BytesOf(records[1]).Length);
        Assert.Equal(10, images.BytesOf(records[1], 1).Length);
    }

    [Fact]
    public async Task ImportAsync_OtherOrderOfImages_IsAnotherRevision()
    {
        using var place = new DatasetWorkplace();
        await File.WriteAllBytesAsync(place.PathOf("1.png"), [1], TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(place.PathOf("2.png"), [2], TestContext.Current.CancellationToken);
        var revisions = new HashSet<string>();
        foreach (var images in (string[])["""["1.png"]""", """["1.png", "2.png"]""", """["2.png", "1.png"]""", """["1.png", "2.png", "2.png"]"""])
        {
            Write(place, $$"""{"images": {{images}}, {{Questions}}}""");
            revisions.Add((await place.ImportAsync(options: new ImportOptions { Replace = true })).Revision);
        }

        Assert.Equal(4, revisions.Count);
    }

    [Theory]
    [InlineData("\"image\": \"1.png\", \"images\": [\"1.png\"]", "'images' is given beside 'image'")]
    [InlineData("\"images\": []", "'images' must be a list of at least one path")]
    [InlineData("\"images\": \"1.png\"", "'images' must be a list of at least one path")]
    [InlineData("\"images\": [\"1.png\", 2]", "'images[1]' must be a text")]
    [InlineData("\"images\": [\"1.png\", \"9.png\"]", "'images[1]' names '9.png', which cannot be read")]
    [InlineData("\"images\": [\"1.png\", \"../1.png\"]", "'images[1]' is '../1.png', which leaves the folder")]
    public async Task ImportAsync_FaultyImages_NamesTheFieldAndTheFix(string images, string message)
    {
        using var place = new DatasetWorkplace();
        await File.WriteAllBytesAsync(place.PathOf("1.png"), [1], TestContext.Current.CancellationToken);
        Write(place, $$"""{{{images}}, {{Questions}}}""");
        var fault = await Assert.ThrowsAsync<UserException>(() => place.ImportAsync());
        Assert.Contains("questions.jsonl' line 1", fault.Message, StringComparison.Ordinal);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"style\": \"microvqa\", \"task\": \"cell-cycle\"", "microvqa", "cell-cycle")]
    [InlineData("\"style\": \"lettered\"", null, "a")]
    [InlineData("\"task\": null", null, "a")]
    public async Task ImportAsync_StyleAndTask_AreTheQuestions(string fields, string? style, string task)
    {
        using var place = new DatasetWorkplace();
        await File.WriteAllBytesAsync(place.PathOf("1.png"), [1], TestContext.Current.CancellationToken);
        Write(place, """{"image": "1.png", "questions": {"a": {"question": "What?", "options": ["x", "y"], "answer_idx": 1, """ + fields + "}}}");
        await place.ImportAsync();
        var question = (await place.ReadAsync())[0].Record.Questions.Single();
        Assert.Equal((style, task), (question.Style, question.TaskName));
    }

    [Theory]
    [InlineData("\"style\": \"microvga\"", "'questions.a.style' is 'microvga'; this version of MuBench has 'lettered', 'microvqa'")]
    [InlineData("\"style\": \"localization\"", "'questions.a.style' is 'localization'; such questions are made from 'bbox' and 'polygon'")]
    [InlineData("\"task\": \"cell/cycle\"", "'questions.a.task' is 'cell/cycle'; expected letters")]
    public async Task ImportAsync_UnknownStyleOrTaskOfNoName_IsRefused(string fields, string message)
    {
        using var place = new DatasetWorkplace();
        await File.WriteAllBytesAsync(place.PathOf("1.png"), [1], TestContext.Current.CancellationToken);
        Write(place, """{"image": "1.png", "questions": {"a": {"question": "What?", "options": ["x", "y"], "answer_idx": 1, """ + fields + "}}}");
        var fault = await Assert.ThrowsAsync<UserException>(() => place.ImportAsync());
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ResponseRecord_Images_RoundTripInOrder()
    {
        SentImage[] sent = [new("a", 1, 2, "png", 3), new("b", 4, 5, "jpeg", 6), new("c", 7, 8, "png", 9)];
        foreach (var count in (int[])[0, 1, 3])
        {
            var record = new ResponseRecord { Key = "k", Row = 0, Question = "q", Images = sent[..count] };
            var json = JsonSerializer.Serialize(record, ResponseJsonContext.Default.ResponseRecord);
            Assert.Equal(count > 1, json.Contains("furtherImages", StringComparison.Ordinal));
            Assert.Equal(sent[..count], JsonSerializer.Deserialize(json, ResponseJsonContext.Default.ResponseRecord)!.Images);
        }
    }

    private static void Write(DatasetWorkplace place, params string[] lines) => File.WriteAllLines(place.PathOf("questions.jsonl"), lines);
}
