using MuBench.Datasets;
using MuBench.Scoring.QuestionTables;
using MuBench.TestUtils;
using MuBench.TestUtils.Datasets;

namespace MuBench.Tests.Datasets;

/// <summary>Import of VLMEvalKit tables.</summary>
public sealed class TsvImportTests : IDisposable
{
    private const string Heading = "index\timage\thint\tquestion\tA\tB\tC\tD\tanswer\tcategory\tl2-category\tsplit";

    private static readonly byte[] Picture = TestPng.Encode(8, 8, 1);
    private static readonly byte[] Other = TestPng.Encode(8, 8, 2);

    private readonly DatasetWorkplace _place = new();

    [Fact]
    public async Task ImportAsync_RowsOfOneImage_AreOneRecordWithTheirQuestions()
    {
        await WriteAsync(
            "t.tsv",
            Heading,
            $"7\t{Base64(Picture)}\t\tWhich modality?\tlight\telectron\t\t\tB\tmodality\t\ttest",
            $"8\t{Base64(Other)}\t\tWhich cell?\tlymphocyte\tmonocyte\tplatelet\t\tC\tblood\tfine\ttest",
            $"9\t7\tA clue.\tWhich cell?\tlymphocyte\t\tplatelet\tNone\tD\tblood\tfine\ttest",
            $"10\t{Base64(Picture)}\t\tWhich stain?\tGiemsa\tH&E\t\t\tA\tStain\t\ttest");

        var info = await _place.ImportAsync();

        Assert.Equal(("tsv", 2), (info.Form, info.Counts.Images));
        Assert.Empty(info.Warnings);
        var records = await _place.ReadAsync();
        Assert.Equal([Picture, Other], records.Select(record => record.Bytes));
        var first = records[0].Record;
        Assert.Equal(["classification", "modality", "stain"], first.Questions.Select(question => question.Key));
        // A letter without a text is skipped, the correct letter moves with its text, and "None" is a text.
        Assert.Equal(["lymphocyte", "platelet", "None"], first.Questions[0].Options);
        Assert.Equal((2, "9", "A clue.\nWhich cell?"), (first.Questions[0].AnswerIndex, first.Questions[0].Id, first.Questions[0].Text));
        Assert.Equal((1, "7"), (first.Questions[1].AnswerIndex, first.Questions[1].Id));
        Assert.Equal(("unknown", "7"), (first.Source, first.ImageId));
        Assert.Equal(["blood", null, null], first.Questions.Select(question => question.Category));
        Assert.Equal("fine", records[0].Record.Questions[0].TaskName);
    }

    [Fact]
    public async Task ImportAsync_SeveralQuestionsOfOneKey_AreRecordsThatShareTheBytes()
    {
        await WriteAsync(
            "t.tsv",
            Heading,
            $"0\t{Base64(Picture)}\t\tWhich cell?\ta\tb\t\t\tA\tblood\t\t",
            $"1\t0\t\tHow many?\tone\ttwo\t\t\tB\tblood\t\t",
            $"2\t0\t\tWhich cell?\ta\tb\t\t\tA\tbone\t\t");

        var info = await _place.ImportAsync();

        Assert.Equal(Picture.Length, Assert.Single(info.Packs).Length);
        var records = await _place.ReadAsync();
        Assert.Equal(3, records.Count);
        Assert.All(records, record => Assert.Equal(Picture, record.Bytes));
        Assert.Equal(["0", "1", "2"], records.Select(record => Assert.Single(record.Record.Questions).Id));
        Assert.Equal(["blood", "blood", "bone"], records.Select(record => record.Record.Questions[0].Category));
        Assert.All(records, record => Assert.Equal("unknown", record.Record.Source));
    }

    [Fact]
    public async Task ImportAsync_OnePictureInTwoCategories_IsOneImageWithASliceForEach()
    {
        await WriteAsync(
            "t.tsv",
            Heading,
            $"0\t{Base64(Picture)}\t\tWhich cell?\ta\tb\t\t\tA\tblood\t\t",
            $"1\t{Base64(Other)}\t\tWhich cell?\ta\tb\t\t\tB\tblood\t\t",
            $"2\t{Base64(Picture)}\t\tHow many?\tone\ttwo\t\t\tB\tbone\t\t");
        await _place.ImportAsync();

        var builder = new QuestionTableBuilder();
        foreach (var (record, _) in await _place.ReadAsync())
            builder.Add(record, Assert.Single(record.Questions));
        var items = builder.Build();

        Assert.Equal((3, 3, 2), (items.Count, items.Records, items.Images));
        Assert.Equal([0, 0, 1], Enumerable.Range(0, 3).Select(items.ImageOf));
        var slices = items.Slices.Where(slice => slice.Slice.StartsWith("category:", StringComparison.Ordinal)).ToDictionary(slice => slice.Slice, slice => slice.Questions.ToArray());
        Assert.Equal(["category:blood", "category:bone"], slices.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([1], slices["category:bone"]);
    }

    [Fact]
    public async Task ImportAsync_QuestionOfAnotherRowsImage_IsNamedByItsOwnLine()
    {
        await WriteAsync(
            "t.tsv",
            Heading,
            $"0\t{Base64(Picture)}\t\tWhich cell?\ta\tb\t\t\tA\t\t\t",
            "",
            $"1\t0\t\t\"Which\nmodality?\"\ta\tb\t\t\tB\tmodality\t\t",
            "",
            $"2\t0\t\tWhich stain?\ta\tb\t\t\tE\tstain\t\t",
            $"3\t0\t\tWhich domain?\ta\tb\t\t\t\tdomain\t\t");

        var info = await _place.ImportAsync();

        Assert.Equal(
            [
                "1 x question left out, it has no answer: t.tsv line 8 'domain'",
                "1 x question left out, its answer is none of its options: t.tsv line 7 'stain' ('E')",
            ],
            info.Warnings);
    }

    [Fact]
    public async Task ImportAsync_NoQuestionLeft_IsAnErrorThatSaysWhy()
    {
        await WriteAsync("t.tsv", Heading, $"0\t{Base64(Picture)}\t\tWhich cell?\ta\tb\t\t\tE\t\t\t");

        var fault = await Assert.ThrowsAsync<UserException>(() => _place.ImportAsync());

        Assert.Contains("holds no question that can be asked: 1 x question left out, its answer is none of its options: t.tsv line 2", fault.Message, StringComparison.Ordinal);
        Assert.False(_place.HasDataset());
    }

    [Fact]
    public async Task ImportAsync_ImageFilesAndOptionList_AreRead()
    {
        await File.WriteAllBytesAsync(_place.PathOf("img/1.png"), Picture, TestContext.Current.CancellationToken);
        var path = await WriteAsync(
            "t.tsv",
            "image_path\tquestion\toptions\tanswer\tdataset",
            """img/1.png	What?	"[""a b"", ""c""]"	B	mine""",
            """['img/1.png']	Which?	['a', 'c']	c	mine""");

        await _place.ImportAsync(path);

        var records = await _place.ReadAsync();
        Assert.Equal(2, records.Count);
        Assert.Equal(["a b", "c"], records[0].Record.Questions[0].Options);
        Assert.All(records, record => Assert.Equal((1, "mine"), (record.Record.Questions[0].AnswerIndex, record.Record.Source)));
        var before = await DatasetImporter.FingerprintAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(_place.PathOf("img/1.png"), Other, TestContext.Current.CancellationToken);
        Assert.NotEqual(before, await DatasetImporter.FingerprintAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ImportAsync_Parts_CountEachFromZero()
    {
        var a = await WriteAsync("part_1.tsv", Heading, $"0\t{Base64(Picture)}\t\tOne?\ta\tb\t\t\tA\t\t\t", "1\t0\t\tTwo?\ta\tb\t\t\tB\tmodality\t\t");
        var b = await WriteAsync("part_2.tsv", Heading, $"0\t{Base64(Other)}\t\tThree?\ta\tb\t\t\tA\t\t\t", "1\t0\t\tFour?\ta\tb\t\t\tB\tmodality\t\t");

        var info = await DatasetImporter.ImportAsync(_place.Store, "d", [a, b], new ImportOptions(), null, TestContext.Current.CancellationToken);

        Assert.Equal(info.Sha256, (await _place.ImportAsync(name: "folder")).Sha256);
        var records = await _place.ReadAsync();
        Assert.Equal([Picture, Other], records.Select(record => record.Bytes));
        Assert.Equal([["One?", "Two?"], ["Three?", "Four?"]], records.Select(record => record.Record.Questions.Select(question => question.Text)));
    }

    [Theory]
    [InlineData("AAAA!AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "line 3: 'image' is neither base64 nor, with 70 characters, the index of another row")]
    [InlineData("77", "line 3: 'image' is '77', which is too short for an image and the index of no row that has one")]
    [InlineData("[AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA]", "line 3: 'image' is a list that cannot be read")]
    public async Task ImportAsync_BrokenImageCell_NamesTheLineAndLeavesNoDataset(string image, string message)
    {
        await WriteAsync("t.tsv", Heading, $"0\t{Base64(Picture)}\t\tWhat?\ta\tb\t\t\tA\t\t\t", $"1\t{image}\t\tWhat?\ta\tb\t\t\tA\t\t\t");

        var fault = await Assert.ThrowsAsync<UserException>(() => _place.ImportAsync());

        Assert.Contains($"t.tsv' {message}", fault.Message, StringComparison.Ordinal);
        Assert.False(_place.HasDataset());
    }

    [Fact]
    public async Task ImportAsync_ImageFileThatIsMissing_EndsWithOneFullStop()
    {
        await WriteAsync("t.tsv", "index\timage_path\tquestion\tA\tB\tanswer", "0\tno.png\tWhat?\ta\tb\tA");

        var fault = await Assert.ThrowsAsync<UserException>(() => _place.ImportAsync());

        Assert.Contains("line 2: 'image_path' names 'no.png', which cannot be read: Could not find file '", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("no.png'.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_ImageFileOutsideOfTheFolder_IsRefused()
    {
        await WriteAsync("t.tsv", "index\timage_path\tquestion\tA\tB\tanswer", "0\t../../etc/hostname\tWhat?\ta\tb\tA");

        var fault = await Assert.ThrowsAsync<UserException>(() => _place.ImportAsync());

        Assert.Contains("line 2: 'image_path' is '../../etc/hostname', which leaves the folder", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_RowsThatCannotBeAsked_AreLeftOutWithAWarning()
    {
        var list = $"['{Base64(Picture)}', '{Base64(Other)}']";
        var broken = Convert.ToBase64String(new byte[60]); // valid base64 that is not an image fails its own question in a run, as elsewhere
        await WriteAsync(
            "t.tsv",
            Heading,
            $"0\t{Base64(Picture)}\t\tWhat?\ta\tb\t\t\t\t\t\t",
            $"1\t{Base64(Other)}\t\tWhat?\ta\tb\t\t\tE\t\t\t",
            $"2\t{list}\t\tWhat?\ta\tb\t\t\tA\t\t\t",
            "3\t\t\tWhat?\ta\tb\t\t\tA\t\t\t",
            $"4\t{broken}\t\tWhat?\ta\tb\t\t\tA\t\t\t");

        var info = await _place.ImportAsync();

        Assert.Equal(
            [
                "1 x question left out, it has no answer: t.tsv line 2 'classification'",
                "1 x question left out, its answer is none of its options: t.tsv line 3 'classification' ('E')",
                "1 x row left out, it has no image: t.tsv line 5",
            ],
            info.Warnings);
        Assert.Equal([0, 0, 1, 1], (await _place.ReadAsync()).Select(record => record.Record.Questions.Count));
    }

    [Fact]
    public async Task ImportAsync_ListOfImages_IsOneItemOfSeveral()
    {
        await WriteAsync("t.tsv", Heading, $"0\t['{Base64(Picture)}', '{Base64(Other)}']\t\tWhat differs?\ta\tb\t\t\tA\t\t\t", "1\t0\t\tWhich?\ta\tb\t\t\tB\tmodality\t\t");

        await _place.ImportAsync();

        var (record, _) = Assert.Single(await _place.ReadAsync());
        Assert.Equal([Picture.Length, Other.Length], record.Parts.Select(part => part.Length));
        Assert.Equal(["What differs?", "Which?"], record.Questions.Select(question => question.Text));
    }

    [Fact]
    public async Task ImportAsync_OneIndexWithTwoImages_CannotBeReferredTo()
    {
        await WriteAsync("t.tsv", Heading, $"0\t{Base64(Picture)}\t\tWhat?\ta\tb\t\t\tA\t\t\t", $"0\t{Base64(Other)}\t\tWhat?\ta\tb\t\t\tA\t\t\t", "1\t0\t\tWhat?\ta\tb\t\t\tA\t\t\t");

        var fault = await Assert.ThrowsAsync<UserException>(() => _place.ImportAsync());

        Assert.Contains("line 4: 'image' refers to the index '0', which the rows of lines 2 and 3 have with different images", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_TenRealMicrographs_AreRead()
    {
        var path = TestData.TryFind("ubench-rows/uBench_classification_10.tsv");
        Assert.SkipUnless(path is not null, "ubench-rows is not here");

        var info = await _place.ImportAsync(path);

        Assert.Empty(info.Warnings);
        Assert.Equal((10, 10), (info.Counts.Images, info.Counts.Questions["classification"]));
        var (record, bytes) = (await _place.ReadAsync())[1];
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(Path.GetDirectoryName(path)!, "7ff4c714-1238-4245-8680-e2174e1802fe.png"), TestContext.Current.CancellationToken), bytes);
        var question = Assert.Single(record.Questions);
        Assert.Equal(3, question.AnswerIndex); // D
        Assert.Equal("none of the above", question.Options[^1]);
    }

    public void Dispose() => _place.Dispose();

    private static string Base64(byte[] image) => Convert.ToBase64String(image);

    private async Task<string> WriteAsync(string name, params string[] lines)
    {
        var path = _place.PathOf(name);
        await File.WriteAllTextAsync(path, string.Join('\n', lines) + "\n", TestContext.Current.CancellationToken);
        return path;
    }
}
