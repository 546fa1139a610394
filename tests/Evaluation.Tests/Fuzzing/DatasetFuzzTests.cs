using System.Text;
using MuBench.Datasets;
using MuBench.Scoring.QuestionTables;
using MuBench.Tests.Datasets;
using MuBench.TestUtils.Datasets;
using MuBench.TestUtils.Fuzzing;

namespace MuBench.Tests.Fuzzing;

/// <summary>
/// For any content of a dataset's files, the import ends in a readable dataset, or in a fault for the user and no dataset.
/// </summary>
[Collection(RunsAlone.Name)]
public sealed class DatasetFuzzTests
{
    [Fact]
    public Task Import_ArrowWithArbitraryEdits_GivesADatasetOrAFault() => RunAsync("arrow", "x.arrow", 400, Mutations.Bytes, place =>
    [
        WrittenBy(place, "a.arrow", path => ReleaseFiles.WriteArrow(path, TestRow.Many(4, i => 20 + i), 3)),
        WrittenBy(place, "b.arrow", path => ReleaseFiles.WriteArrow(path, TestRow.Many(3, _ => 9), 3, new ReleaseFiles.Layout { LargeBinary = true, EncodedDataset = true })),
        WrittenBy(place, "c.arrow", path => ReleaseFiles.WriteArrow(path, Outlined(), 1, new ReleaseFiles.Layout { BinaryImages = true })),
    ]);

    [Fact]
    public Task Import_ParquetWithArbitraryEdits_GivesADatasetOrAFault() => RunAsync("parquet", "x.parquet", 300, Mutations.Bytes, place =>
    [
        WrittenBy(place, "a.parquet", path => ReleaseFiles.WriteParquet(path, TestRow.Many(4, i => 20 + i), 3)),
        WrittenBy(place, "b.parquet", path => ReleaseFiles.WriteParquet(path, Outlined(), 2)),
    ]);

    [Fact]
    public Task Import_QuestionLinesWithArbitraryEdits_GivesADatasetOrAFault() => RunAsync("folder", "questions.jsonl", 600, Mutations.Text, place =>
    {
        TestDataset.Write(place.PathOf("seed"), 2);
        File.Copy(place.PathOf("seed/000000.png"), place.PathOf("000000.png"));
        File.Copy(place.PathOf("seed/000001.png"), place.PathOf("000001.png"));
        var written = File.ReadAllBytes(place.PathOf("seed/questions.jsonl"));
        Directory.Delete(place.PathOf("seed"), recursive: true);
        return
        [
            written,
            """
            {"images":["000000.png","000001.png"],"dataset":"a","questions":{"q":{"question":"Which?","options":["a","b"],"answer":"b","task":"mine"}}}
            {"image":"000001.png","bbox":[{"className":"cell","points":[1,2.5,3,4]}],"polygon":[{"className":"cell","points":[[0,0],[4,0],[4,4]]}],"questions":{}}
            """u8.ToArray(),
        ];
    });

    [Fact]
    public Task Import_TableWithArbitraryEdits_GivesADatasetOrAFault() => RunAsync("tsv", "t.tsv", 600, Mutations.Text, _ =>
    {
        var (one, other) = (Convert.ToBase64String(TestPng.Encode(4, 4, 1)), Convert.ToBase64String(TestPng.Encode(4, 4, 2)));
        return
        [
            Encoding.UTF8.GetBytes($"index\timage\thint\tquestion\tA\tB\tanswer\tcategory\tl2-category\n0\t{one}\t\tWhich?\ta\tb\tA\tblood\tmodality\n1\t0\t\"two\nlines\"\tWhich \"\"?\ta\tb\tB\tbone\t\n2\t['{one}', '{other}']\t\tWhat?\ta\t\ta\t\t\n"),
            Encoding.UTF8.GetBytes($"image\tquestion\toptions\tanswer\tdataset\n{one}\tWhat?\t\"[\"\"a b\"\", \"\"c\"\"]\"\tB\tmine\n{other}\tWhich?\t['a', 'c']\tc\tmine\n"),
        ];
    });

    private static List<TestRow> Outlined() =>
        [.. TestRow.Many(3, _ => 12).Select(row => row with { Polygons = [[0, 0, 4, 0, 4, 4]] })];

    private static byte[] WrittenBy(DatasetWorkplace place, string name, Action<string> write)
    {
        var path = place.PathOf(name);
        write(path);
        var bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }

    private static async Task RunAsync(
        string harness, string name, int cases, Func<Random, IReadOnlyList<byte[]>, byte[]> mutate, Func<DatasetWorkplace, IReadOnlyList<byte[]>> seedsOf)
    {
        using var place = new DatasetWorkplace();
        var seeds = seedsOf(place);
        var path = place.PathOf(name);
        await FuzzRun.RunAsync(harness, cases, random => mutate(random, seeds), async bytes =>
        {
            await File.WriteAllBytesAsync(path, bytes);
            try
            {
                await place.ImportAsync(path, options: new ImportOptions { Replace = true });
            }
            catch (UserException fault)
            {
                Assert.NotEmpty(fault.Message);
                Assert.False(place.HasDataset());
                return;
            }

            await ReadAsync(place);
            File.Delete(Path.Combine(place.StoreFolder, "datasets", "d", "dataset.json"));
        }, bytes => bytes);
    }

    /// <summary>Reads a dataset as a run does: its rows, the bytes of its images, and its questions in slices.</summary>
    private static async Task ReadAsync(DatasetWorkplace place)
    {
        var items = new QuestionTableBuilder();
        foreach (var (record, _) in await place.ReadAsync())
        {
            foreach (var question in record.Questions)
                items.Add(record, question);
        }

        items.Build();
    }
}
